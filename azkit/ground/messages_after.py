"""Messages of the menu after the letters."""

MESSAGES: dict[str, tuple[str, str]] = {
    "what": ("What now?", "接下来？"),
    "letter-head": ("--- {number} of {count}: {id} (to {to}) ---", "--- 第 {number} 封，共 {count} 封：{id}（致{to}）---"),
    "copy": ("copy this letter to the clipboard", "复制这封信"),
    "next": ("show the next letter: {id}", "看下一封：{id}"),
    "reading": ("show its Chinese reading", "看中文对照"),
    "edit-answer": ("change an answer and write anew", "改答案，重新写"),
    "edit-text": ("change the text in my editor", "用编辑器改这封信"),
    "save": ("save this letter to a file", "把这封信存成文件"),
    "done": ("done", "完成"),
    "copied": ("Copied ({way}). If nothing comes when you paste, save the letter instead.", "已复制（{way}）。如果粘贴不出来，请改用“存成文件”。"),
    "way-terminal": ("through the terminal", "通过终端"),
    "save-where": ("File name?", "存到哪个文件？"),
    "no-editor": ("There is no editor: set EDITOR, for example EDITOR=nano.", "没有可用的编辑器：请设置 EDITOR，例如 EDITOR=nano。"),
    "editor-failed": ("The editor ended with a fault; the letter stays as it was.", "编辑器出错退出，信没有改动。"),
    "unchanged": ("Nothing was changed.", "没有改动。"),
    "empty-text": ("The letter was empty; it stays as it was.", "内容为空，信没有改动。"),
    "broken-text": ("The text holds a broken character; the letter stays as it was.", "内容含有损坏的字符，信没有改动。"),
    "judged": ("Judged again: {count} finding(s).", "已重新检查：{count} 条结果。"),
    "edit-lost": ("The facts changed this letter, so your own change of its text is gone: {id}", "答案改动影响了这封信，之前手改的文字已作废：{id}"),
    "withheld": ("This letter must not leave as it is: see the findings with [error].", "这封信暂时不能发：请看标有 [错误] 的检查结果。"),
}  # fmt: skip
