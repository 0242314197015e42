"""Claims about the form that officers fill in."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from tests.forms import filled, form_of
from tests.portal.metadata.conftest import FILE

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.fixture
def officer(app, sysadmin_factory, api_token_factory):
    """Headers of somebody who may edit every dataset."""
    return {"Authorization": api_token_factory(user=sysadmin_factory()["name"])["token"]}


class TestForm:
    def test_saving_without_a_change_changes_nothing(self, app, officer, dataset):
        before = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{before['name']}"
        page = app.get(address, headers=officer).body
        sent = filled(page) | {"save": [""]}
        assert app.post(address, data=sent, headers=officer, follow_redirects=False).status_code == 302
        after = call_action("package_show", id=before["id"])
        ours = [name for name in dataset if name != "tag_string"]
        assert {name: after[name] for name in ours} == {name: before[name] for name in ours}
        assert [tag["name"] for tag in after["tags"]] == ["kemiskinan", "kesejahteraan"]

    def test_a_change_in_the_form_is_stored(self, app, officer, dataset):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        sent = filled(app.get(address, headers=officer).body)
        sent |= {"konsep": ["Kemiskinan\r\nKetimpangan"], "temporal_coverage-1-end": ["2022"], "save": [""]}
        app.post(address, data=sent, headers=officer, follow_redirects=False)
        after = call_action("package_show", id=created["id"])
        assert after["konsep"] == ["Kemiskinan", "Ketimpangan"]
        assert after["temporal_coverage"] == [
            {"start": "2017", "end": "2018"},
            {"start": "2020-03", "end": "2022"},
        ]

    def test_what_was_filled_in_is_still_there_when_something_is_missing(self, app, officer, dataset):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        wanted = filled(app.get(address, headers=officer).body)
        wanted |= {"title": [""], "kode_wilayah": ["64.01.04"], "level_penyajian": ["desa"]}
        wanted |= {"temporal_coverage-1-end": ["2019"], "satuan": ["ekor"]}
        page = app.post(address, data=wanted | {"save": [""]}, headers=officer).body
        assert filled(page) == wanted

    def test_a_second_row_is_added_behind_the_first_one_and_empty_rows_are_not_stored(
        self, app, officer, dataset
    ):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        sent = filled(app.get(address, headers=officer).body)
        parts = ("nama", "kegiatan_penghasil", "kode_kegiatan")
        assert [sent[f"variabel_pembangun-1-{part}"] for part in parts] == [[""]] * 3
        sent |= {"variabel_pembangun-1-nama": ["Penduduk"], "contact-1-name": [" "], "save": [""]}
        assert app.post(address, data=sent, headers=officer, follow_redirects=False).status_code == 302
        after = call_action("package_show", id=created["id"])
        named = [row["nama"] for row in after["variabel_pembangun"]]
        assert (named, after["contact"]) == (["Jumlah Penduduk Miskin", "Penduduk"], created["contact"])

    def test_what_is_wrong_in_a_row_behind_an_empty_one_is_told_where_that_row_stands_then(
        self, app, officer, dataset
    ):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        wrong = {"contact-0-name": [""], "contact-0-email": [""], "contact-1-email": ["bukan surel"]}
        sent = filled(app.get(address, headers=officer).body) | wrong | {"save": [""]}
        page = form_of(app.post(address, data=sent, headers=officer).body)
        told = page.select_one(".form-group:has(> .controls [name='contact-0-email'])")
        assert (told.select_one("input")["value"], bool(told.select_one(".error-block"))) == (
            "bukan surel",
            True,
        )
        assert [one["value"] for one in page.select("[name='contact-1-email']")] == [""]

    def test_what_somebody_else_has_saved_since_is_told_and_not_written_over(self, app, officer, dataset):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        opened = filled(app.get(address, headers=officer).body)
        call_action("package_patch", id=created["id"], notes="Kata rekan.", tag_string="rekan", tags=[])
        mine = opened | {"title": ["Kata saya"], "save": [""]}
        page = app.post(address, data=mine, headers=officer).body
        after = call_action("package_show", id=created["id"])
        assert (after["title"], after["notes"]) == (created["title"], "Kata rekan.")
        assert [word in page for word in ("“Kata rekan.”", "“rekan”")] == [True, True]
        assert filled(page)["title"] == ["Kata saya"]

    def test_who_has_seen_what_somebody_else_has_saved_may_save(self, app, officer, dataset):
        created = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{created['name']}"
        opened = filled(app.get(address, headers=officer).body)
        call_action("package_patch", id=created["id"], notes="Kata rekan.")
        told = filled(app.post(address, data=opened | {"save": [""]}, headers=officer).body)
        answer = app.post(address, data=told | {"save": [""]}, headers=officer, follow_redirects=False)
        assert (answer.status_code, call_action("package_show", id=created["id"])["notes"]) == (
            302,
            dataset["notes"],
        )

    @pytest.mark.parametrize("base", ["x", "[]", "{"])
    def test_a_form_whose_beginning_cannot_be_read_is_refused(self, app, officer, dataset, base):
        created = call_action("package_create", **dataset | {"private": True})
        with pytest.raises(tk.ValidationError):
            call_action("package_update", **created | {"dasar": base})

    @pytest.mark.parametrize("kind", ["dataset", "organization"])
    def test_the_address_of_what_is_stored_never_follows_its_title(self, app, officer, dataset, kind):
        new = BeautifulSoup(app.get(f"/{kind}/new", headers=officer).body, "html.parser")
        assert new.select_one("#field-title")["data-module"] == "slug-preview-target"
        stored = call_action("package_create", **dataset)
        address = f"/{kind}/edit/{stored['name'] if kind == 'dataset' else stored['organization']['name']}"
        refused = app.post(
            address, data={"title": [""], "name": [stored["name"]], "save": [""]}, headers=officer
        )
        title = BeautifulSoup(refused.body, "html.parser").select_one("#field-title")
        assert (title["value"], title.get("data-module")) == ("", None)

    def test_the_labels_and_their_help_are_indonesian(self, app, officer):
        page = BeautifulSoup(app.get("/id/dataset/new", headers=officer).body, "html.parser")
        labels = " ".join(one.get_text(" ", strip=True) for one in page.select("label, legend"))
        for label in (
            "Judul",
            "Tema",
            "Cakupan Wilayah",
            "Tingkat Penyajian",
            "Cakupan Waktu",
            "Sumber Data",
        ):
            assert label in labels
        assert "Contoh: Jumlah Penduduk Menurut Kecamatan." in page.get_text()

    def test_the_form_needs_no_inline_script_nor_style(self, app, officer):
        form = form_of(app.get("/dataset/new", headers=officer).body)
        assert not form.select("script:not([src]), style, [onclick], a[href^='javascript:']")

    def test_a_form_sent_before_its_scripts_have_begun_gets_its_address_of_the_title(self, dataset):
        word = uuid4().hex[:20]
        titled = dataset | {"title": f"Produksi {word}", "name": ""}
        made = [call_action("package_create", **titled)["name"] for _ in range(2)]
        assert made == [f"produksi-{word}", f"produksi-{word}-2"]

    def test_what_is_stored_keeps_no_empty_address(self, dataset):
        stored = call_action("package_create", **dataset)
        with pytest.raises(tk.ValidationError):
            call_action("package_update", **stored | {"name": ""})

    def test_the_address_made_of_a_long_title_is_taken_as_far_as_it_fits(self, app, officer, dataset):
        words = ["jumlah", "penduduk", "menurut", "kecamatan", *(uuid4().hex[:20] for _ in range(4))]
        long = dataset | {"title": " ".join(words).capitalize(), "name": "-".join(words)}
        made = [call_action("package_create", **long)["name"] for _ in range(2)]
        assert made == ["-".join(words[:-1]), "-".join(words[:-1]) + "-2"]

    def test_every_input_has_a_label(self, app, officer):
        form = form_of(app.get("/dataset/new", headers=officer).body)
        named = {label["for"] for label in form.select("label[for]")}
        inputs = form.select("input[name]:not([type=hidden]), select[name], textarea[name]")
        assert [one["name"] for one in inputs if one.get("id") not in named] == []


class TestFormOfAFile:
    @pytest.fixture
    def file(self, dataset):
        created = call_action("package_create", **dataset | {"private": True, "resources": [FILE]})
        return created["resources"][0]

    @pytest.fixture
    def opened(self, app, officer, file):
        """The form as it was opened, and what sends it."""
        address = f"/dataset/{file['package_id']}/resource/{file['id']}/edit"

        def send(sent):
            return app.post(address, data=sent | {"save": [""]}, headers=officer, follow_redirects=False)

        return filled(app.get(address, headers=officer).body), send

    @pytest.mark.parametrize("mine", [{}, {"name": ["Kata saya"]}], ids=["as it was", "changed"])
    def test_is_stored_where_nobody_else_has_changed_the_file(self, file, opened, mine):
        form, send = opened
        assert send(form | mine).status_code == 302
        stored = call_action("resource_show", id=file["id"])
        assert stored["name"] == mine.get("name", [file["name"]])[0]

    def test_tells_what_somebody_else_has_saved_since_and_writes_nothing_over(self, file, opened):
        form, send = opened
        call_action("resource_patch", id=file["id"], description="Kata rekan.")
        page = send(form | {"name": ["Kata saya"]}).body
        stored = call_action("resource_show", id=file["id"])
        assert (stored["name"], stored["description"]) == (file["name"], "Kata rekan.")
        assert ("“Kata rekan.”" in page, filled(page)["name"]) == (True, ["Kata saya"])
        assert send(filled(page)).status_code == 302  # now they have seen it
        assert call_action("resource_show", id=file["id"])["description"] == ""

    def test_tells_of_other_content_under_the_same_name(self, app, officer, dataset):
        made = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/{made['id']}/resource/"

        def upload(action, **about):
            content = FileStorage(io.BytesIO(b"a;b\n1;2\n"), filename="a.csv")
            return call_action(action, **about, upload=content)

        file = upload("resource_create", package_id=made["id"], name="A")
        form = filled(app.get(f"{address}{file['id']}/edit", headers=officer).body)
        upload("resource_patch", id=file["id"])
        answer = app.post(
            f"{address}{file['id']}/edit", data=form | {"save": [""]}, headers=officer, follow_redirects=False
        )
        assert (
            answer.status_code,
            "menaruh berkas lain di sini sejak Anda membuka formulir ini: “a.csv”" in answer.body,
        ) == (200, True)


class TestSections:
    def test_the_form_has_the_sections_of_the_profile(self, app, officer):
        form = form_of(app.get("/id/dataset/new", headers=officer).body)
        heads = [one.get_text(strip=True) for one in form.select("section > h2")]
        assert [head[0] for head in heads] == list("ABCDEFGHIJK")
        assert heads[0] == "A. Identitas"

    def test_no_more_than_the_first_questions_are_open(self, app, officer):
        form = form_of(app.get("/dataset/new", headers=officer).body)
        closed = {one["name"] for part in form.select("details:not([open])") for one in part.select("[name]")}
        assert {"rumus", "subtema_rad", "akses_level", "data_prioritas"} <= closed
        assert not {"title", "kategori_informasi", "klasifikasi_data_pribadi"} & closed

    def test_what_nobody_is_asked_has_no_field(self, app, officer, dataset):
        made = call_action("package_create", **dataset | {"private": True})
        sent = filled(app.get(f"/dataset/edit/{made['name']}", headers=officer).body)
        assert not {"identifier", "theme", "status_sdi", "skor_mutu", "issued", "creator"} & set(sent)

    def test_a_part_opens_where_something_is_to_be_put_right(self, app, officer, dataset):
        made = call_action("package_create", **dataset | {"private": True})
        address = f"/dataset/edit/{made['name']}"
        sent = filled(app.get(address, headers=officer).body) | {"sel_minimum": ["dua"], "save": [""]}
        form = form_of(app.post(address, data=sent, headers=officer).body)
        opened = {one["name"] for part in form.select("details[open]") for one in part.select("[name]")}
        assert "sel_minimum" in opened
        assert "subtema_rad" not in opened
        assert call_action("package_show", id=made["id"])["sel_minimum"] == made["sel_minimum"]

    def test_every_field_survives_an_edit_in_the_form(self, app, officer, full):
        made = call_action("package_create", **full)
        address = f"/dataset/edit/{made['name']}"
        sent = filled(app.get(address, headers=officer).body) | {"save": [""]}
        assert app.post(address, data=sent, headers=officer, follow_redirects=False).status_code == 302
        after = call_action("package_show", id=made["id"])
        ours = [name for name in full if name not in ("tag_string", "kegiatan")]
        assert {name: after.get(name) for name in ours} == {name: made.get(name) for name in ours}

    @pytest.mark.parametrize(
        ("field", "by", "groups"),
        [
            ("subtema_rad", "tema_sdi", {"04": ["04.01", "04.02", "04.03"]}),
            ("subdimensi_smart_city", "pilar_smart_city", {"living": ["harmony", "health", "mobility"]}),
        ],
    )
    def test_choices_that_depend_on_others_are_all_there_in_groups_of_theirs(
        self, app, officer, field, by, groups
    ):
        select = form_of(app.get("/dataset/new", headers=officer).body).select_one(f"#field-{field}")
        assert (select["data-module"], select["data-by"]) == ("paser-narrow", by)
        told = {one["data-of"]: [option["value"] for option in one("option")] for one in select("optgroup")}
        assert groups.items() <= told.items()

    def test_whoever_saves_a_draft_with_its_file_reads_in_words_what_both_lack_to_be_published(
        self, app, officer, dataset
    ):
        made = call_action("package_create", **dataset | {"rumus": ""}, state="draft")
        file = {
            "id": "",
            "name": "Tabel",
            "url": "https://a.test/a.csv",
            "format": "CSV",
            "save": "go-metadata",
        }
        page = app.post(f"/id/dataset/{made['name']}/resource/new", data=file, headers=officer).body
        told = " ".join(BeautifulSoup(page, "html.parser").select_one(".ps-cek").get_text(" ").split())
        missing = "Ini wajib diisi sebelum dataset menjadi publik. Isi, atau biarkan datasetnya privat sampai terisi."
        assert f"Rumus : {missing}" in told
        assert f"Tabel, Periode Mulai : {missing}" in told

    def test_those_who_may_edit_read_what_keeps_a_dataset_private(self, app, officer, dataset):
        made = call_action(
            "package_create", **dataset | {"private": True, "rumus": "", "title": "Penduduk Miskin 2024"}
        )
        page = app.get(f"/id/dataset/{made['name']}", headers=officer).body
        told = (
            BeautifulSoup(page, "html.parser").select_one("details.ps-lanjutan[open] .ps-cek").get_text(" ")
        )
        assert "Rumus : Ini wajib diisi sebelum dataset menjadi publik." in " ".join(told.split())
        assert "“Penduduk Miskin”" in told


class TestEnter:
    """Browsers press a form's first button where somebody presses Enter in a field."""

    @pytest.mark.parametrize(
        ("state", "address"),
        [
            ("active", "/dataset/new"),
            ("active", "/dataset/edit/{name}"),
            ("draft", "/dataset/{name}/resource/new"),
            ("active", "/dataset/{name}/resource/new"),
        ],
    )
    def test_enter_does_as_the_main_button_of_the_form(self, app, officer, dataset, state, address):
        stored = call_action("package_create", **dataset | {"private": True}, state=state)
        page = BeautifulSoup(app.get(address.format(**stored), headers=officer).body, "html.parser")
        first, main = (
            page.select_one(f"main form[method=post] {one}") for one in ("[type=submit]", ".btn-primary")
        )
        assert (first["name"], first.get("value", "")) == (main["name"], main.get("value", ""))
