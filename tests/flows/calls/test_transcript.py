"""Transcripts come as lists of turns or as text; both become the same turns."""

from flows.calls import Turn, read_text, read_turns


def test_text_is_parted_by_names_before_colons():
    text = "坐席：您好，我是启明\n客户：你好\n坐席: 方便吗\n聊三分钟"
    assert read_text(text, {}) == (
        Turn("agent", "您好，我是启明"), Turn("customer", "你好"), Turn("agent", "方便吗 聊三分钟"),
    )  # fmt: skip


def test_times_before_names_are_kept():
    assert read_text("[00:05] Agent: Hello\n01:02:03 Customer: Hi", {}) == (
        Turn("agent", "Hello", 5.0), Turn("customer", "Hi", 3723.0),
    )  # fmt: skip


def test_a_colon_within_a_sentence_is_none():
    assert read_text("坐席：价格如下：三万", {}) == (Turn("agent", "价格如下：三万"),)


def test_turns_of_one_speaker_in_a_row_are_one():
    ours = [{"speaker": "agent", "text": "我是", "at": 1}, {"speaker": "agent", "text": "启明"}]
    written = [*ours, {"speaker": "x", "text": "嗯"}]
    assert read_turns(written, {}) == (Turn("agent", "我是 启明", 1), Turn(None, "嗯"))


def test_a_script_may_name_its_own_speakers():
    assert read_text("小林：您好", {"agent": ["小林"]}) == (Turn("agent", "您好"),)


def test_nothing_said_is_no_turn():
    assert read_text("", {}) == ()
    assert read_turns([{"text": "  "}], {}) == ()
