"""Messages of a draft that no playbook writes itself."""

MESSAGES: dict[str, tuple[str, str]] = {
    "stale": ("Nobody has checked these policy values for more than 180 days: {names}. Compare them with Seller Central before you rely on them.",
              "以下政策数据已超过 180 天未核对：{names}。使用前请与卖家后台核对。"),
    "banner-legal": ("A lawyer must read this letter before it leaves. azkit gives no legal advice.", "发出前须由律师审阅。azkit 不提供法律意见。"),
    "banner-insurer": ("Tell your insurer first, and let them read this letter before it leaves.", "请先通知保险公司，并在发出前请其审阅。"),
}  # fmt: skip
