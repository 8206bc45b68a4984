"""A file on its way in, and two records on their way to be one, in a real browser; axe-core on every step."""

from playwright.sync_api import expect

from tests.chromium import barriers

ROWS = "公司,电话,区域\n苏州恒锐精密机械,13900002046,华东区\n无锡锦程机电,13900002047,华东区\n"


def settle(office):
    for _ in range(8):
        office.deliver()


def test_file_is_sorted_looked_at_and_let_in(signed_in, office):
    page = signed_in("xu.lan", "/records/lead/imports")
    page.locator("#file").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": ROWS.encode("gb18030")}
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_label("电话", exact=True)).to_have_value("phone")
    page.get_by_label("区域", exact=True).select_option("region")
    page.locator("[name=fixed_source]").select_option("fair")
    page.locator("[name=fixed_contact]").fill("前台")
    assert barriers(page) == []
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_label("华东区")).to_have_value("=east")
    assert barriers(page) == []
    page.get_by_role("button", name="按这样对应").click()
    page.get_by_role("button", name="导入 2 行").click()
    expect(page.locator("#progress")).to_be_visible()
    settle(office)
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible()
    page.get_by_role("link", name="看这次导入的记录").click()
    expect(page.locator("main")).to_contain_text("无锡锦程机电")


def test_pair_is_compared_merged_and_taken_apart(signed_in, office):
    office.submit(company="苏州恒锐精密机械有限公司", phone="13900002046")
    office.submit(company="恒锐精密机械", phone="13900002047", budget="500000")
    page = signed_in("xu.lan", "/records/lead/duplicates")
    page.get_by_role("button", name="查找重复").click()
    settle(office)
    page.reload()
    page.get_by_role("link", name="并排比较").click()
    expect(page.locator("[name=budget][value=other]")).to_be_checked()
    assert barriers(page) == []
    page.locator("[name=phone][value=other]").check()
    page.get_by_role("button", name="合并成一条").click()
    expect(page.locator("#rec")).to_contain_text("并入了")
    page.locator("#toasts").get_by_role("button", name="撤销").click()
    expect(page.locator("#toasts")).to_contain_text("两条都恢复了")
