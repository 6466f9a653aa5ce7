"""Messages of `azkit init`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "zone": ("In which time zone do you work?", "你在哪个时区办公？"),
    "zone-help": ("Time limits are shown in the store's time and in yours.", "时限会同时显示站点时间和你的时间。"),
    "zone-machine": ("that of this computer", "跟这台电脑一样"),
    "lang": ("In which language shall azkit ask and advise?", "提问和建议用哪种语言？"),
    "name": ("A short name for this profile?", "给这份资料起个短名字？"),
    "name-help": ("Lower-case letters, digits and dashes, such as us or de-toys. Scripts name it with --profile.", "小写字母、数字和短横线，例如 us、de-toys。脚本用 --profile 加这个名字。"),
    "bad-name": ("takes lower-case letters, digits and dashes only", "只能用小写字母、数字和短横线"),
    "exists": ("there is a profile {name} already; add --force to change it", "已有资料 {name}；加 --force 可修改"),
    "saved": ("Saved as {name} in {path}. It is offered when azkit asks; scripts use it with --profile {name}.", "已存为 {name}：{path}。问答时会提示选用；脚本请加 --profile {name}。"),
    "unknown": ("is nothing that a profile holds; it holds: {known}", "资料里没有这一项；可填：{known}"),
}  # fmt: skip
