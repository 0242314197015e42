"""Claims about text files of agencies, each with the table that it must become. DATA CONTOH: all figures are invented."""
# ruff: noqa: E501  a line is a file, or what it becomes

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file

# fmt: off
FILES = {
    "BPS publication with numbered columns": (
        "Tabel 3.1 Jumlah Penduduk Menurut Kecamatan;;;\nTahun 2024;;;\nKecamatan;Laki-laki;Perempuan;Jumlah\n(1);(2);(3);(4)\n"
        "Batu Sopang;10 111;9 222;19 333\nMuara Samu;2 905;2 710;5 615\nKabupaten Paser;13 016;11 932;24 948\n"
        "Sumber: DATA CONTOH;;;\n",
        ["kecamatan:text", "laki_laki:integer", "perempuan:integer", "jumlah:integer"],
        [["Batu Sopang", "10111", "9222", "19333"], ["Muara Samu", "2905", "2710", "5615"]],
    ),
    "BPS publication with its source in two languages right below": (
        "Kecamatan/Subdistrict;Luas/Area (km2);Desa/Village\nKuaro;747,3;13\nLong Ikis;1204,22;26\nBatu Engau;1507,26;13\n"
        "Sumber/Source: DATA CONTOH;;\nCatatan/Note: angka sementara;;\n",
        ["kecamatan_subdistrict:text", "luas_area_km2:number", "desa_village:integer"],
        [["Kuaro", "747.3", "13"], ["Long Ikis", "1204.22", "26"], ["Batu Engau", "1507.26", "13"]],
    ),
    "export of an e-office with a block above": (
        "Laporan Surat Masuk;;;\nPeriode;01/01/2024 - 31/01/2024;;\nUnit;Dinas Contoh;;\nDicetak;05/02/2024 08:00:12;;\n;;;\n"
        "No;Nomor Surat;Tgl Surat;Perihal\n1;005/12/2024;02/01/2024;Undangan\n2;005/13/2024;03/01/2024;Rapat\n",
        ["no:integer", "nomor_surat:text", "tgl_surat:date", "perihal:text"],
        [["1", "005/12/2024", "2024-01-02", "Undangan"], ["2", "005/13/2024", "2024-01-03", "Rapat"]],
    ),
    "rain with the days across": (
        "No;Nama Pos;Tanggal;;;;\n;;1;2;3;4;5\n1;Kuaro;0;12;5;0;1\n2;Long Ikis;1;2;3;4;7\n",
        ["no:integer", "nama_pos:text", *(f"tanggal_{n}:integer" for n in range(1, 6))],
        [["1", "Kuaro", "0", "12", "5", "0", "1"], ["2", "Long Ikis", "1", "2", "3", "4", "7"]],
    ),
    "columns numbered 1 2 3 without parentheses": (
        "No;Uraian;Nilai\n1;2;3\n1;Pajak;250\n2;Retribusi;75\n",
        ["no:integer", "uraian:text", "nilai:integer"],
        [["1", "Pajak", "250"], ["2", "Retribusi", "75"]],
    ),
    "two signatures side by side": (
        "No;Kecamatan;Jumlah KK\n1;Kuaro;10\n2;Long Ikis;11\n;;\n;Mengetahui,;Tana Paser, 5 Januari 2025\n;Kepala Dinas;Kepala Bidang\n;;\n"
        ";(nama contoh);(nama contoh)\n",
        ["no:integer", "kecamatan:text", "jumlah_kk:integer"],
        [["1", "Kuaro", "10"], ["2", "Long Ikis", "11"]],
    ),
    "two signatures right below the total, each with its NIP": (
        "No;Kecamatan;KK;Jiwa\n1;Kuaro;10;31\n2;Long Ikis;11;35\n;Jumlah;21;66\n;Mengetahui,;;Tanah Grogot, 3 Maret 2025\n"
        ";Kepala Dinas Contoh;;Kepala Bidang Contoh\n;;;\n;;;\n;(NAMA CONTOH);;(NAMA CONTOH)\n;NIP. 19700101 199503 1 001;;NIP. 19750101 199903 1 002\n",
        ["no:integer", "kecamatan:text", "kk:integer", "jiwa:integer"],
        [["1", "Kuaro", "10", "31"], ["2", "Long Ikis", "11", "35"]],
    ),
    "two signatures below two columns": (
        "Kecamatan;KK\nKuaro;10\nLong Ikis;11\n;\nMengetahui,;Tana Paser, 3 Maret 2025\nKepala Dinas Contoh;Kepala Bidang Contoh\n;\n"
        "(NAMA CONTOH);(NAMA CONTOH)\nNIP. 19700101 199503 1 001;NIP. 19750101 199903 1 002\n",
        ["kecamatan:text", "kk:integer"],
        [["Kuaro", "10"], ["Long Ikis", "11"]],
    ),
    "budget realisation with rupiah and parentheses": (
        "Uraian;Anggaran;Realisasi;Sisa;Persentase\nBelanja Pegawai;Rp 1.250.000.000,00;Rp 1.300.000.000,00;(Rp 50.000.000,00);104,00%\n"
        "Belanja Modal;Rp 750.500.000,50;Rp 500.000.000,00;Rp 250.500.000,50;66,62%\n",
        ["uraian:text", "anggaran:number", "realisasi:number", "sisa:number", "persentase:number"],
        [["Belanja Pegawai", "1250000000.00", "1300000000.00", "-50000000.00", "104.00"],
         ["Belanja Modal", "750500000.50", "500000000.00", "250500000.50", "66.62"]],
    ),
    "export of e-Walidata": (
        'kode_dssd,uraian_dssd,tahun,nilai,satuan\n"1.01.01.0001","Jumlah SD",2023,"215","Unit"\n"1.01.01.0002","Jumlah SMP",2023,"68","Unit"\n',
        ["kode_dssd:code", "uraian_dssd:text", "tahun:integer", "nilai:integer", "satuan:text"],
        [["1.01.01.0001", "Jumlah SD", "2023", "215", "Unit"], ["1.01.01.0002", "Jumlah SMP", "2023", "68", "Unit"]],
    ),
    "export of SIPD with accounts": (
        "Kode Rekening|Uraian|Pagu\n5.1.01.01|Gaji dan Tunjangan|1250000000\n5.1.02.01|Belanja Barang|98765432.10\n",
        ["kode_rekening:code", "uraian:text", "pagu:number"],
        [["5.1.01.01", "Gaji dan Tunjangan", "1250000000"], ["5.1.02.01", "Belanja Barang", "98765432.10"]],
    ),
    "schools of Dapodik": (
        "NPSN;Nama Sekolah;Status;Rombel;Akreditasi\n30400001;SDN Contoh 001 Kuaro;Negeri;12;A\n30400002;SDS Contoh;Swasta;6;B\n",
        ["npsn:code", "nama_sekolah:text", "status:text", "rombel:integer", "akreditasi:text"],
        [["30400001", "SDN Contoh 001 Kuaro", "Negeri", "12", "A"], ["30400002", "SDS Contoh", "Swasta", "6", "B"]],
    ),
    "prices with the days across": (
        "Komoditas;Satuan;01/07/2024;02/07/2024\nBeras medium;kg;14500;14.500,50\nCabai rawit;kg;65000;70.000\nGula pasir;kg;17500;-\n",
        ["komoditas:text", "satuan:text", "01_07_2024:integer", "02_07_2024:number"],
        [["Beras medium", "kg", "14500", "14500.50"], ["Cabai rawit", "kg", "65000", "70000"], ["Gula pasir", "kg", "17500", ""]],
    ),
    "villages of IDM": (
        "KODE DESA,NAMA DESA,NILAI IDM,STATUS\n6401012001,Contoh Jaya,0.7125,MAJU\n6401012002,Contoh Makmur,0.8201,MANDIRI\n",
        ["kode_desa:code", "nama_desa:text", "nilai_idm:number", "status:text"],
        [["6401012001", "Contoh Jaya", "0.7125", "MAJU"], ["6401012002", "Contoh Makmur", "0.8201", "MANDIRI"]],
    ),
    "budget document with indented lines": (
        "Kode;Uraian;Jumlah\n5;BELANJA DAERAH;1500000\n5.1;   BELANJA OPERASI;1000000\n5.1.01;      Belanja Pegawai;1000000\n5.2;   BELANJA MODAL;500000\n",
        ["kode:code", "uraian:text", "jumlah:integer"],
        [["5", "BELANJA DAERAH", "1500000"], ["5.1", "BELANJA OPERASI", "1000000"], ["5.1.01", "Belanja Pegawai", "1000000"], ["5.2", "BELANJA MODAL", "500000"]],
    ),
    "planted area with dashes of the press": (
        "Kecamatan;Padi Sawah (ha);Jagung (ha)\nLong Kali;1.250,5;–\nBatu Engau;–;45,25\nTanjung Harapan;310;12,5\n",
        ["kecamatan:text", "padi_sawah_ha:number", "jagung_ha:number"],
        [["Long Kali", "1250.5", ""], ["Batu Engau", "", "45.25"], ["Tanjung Harapan", "310", "12.5"]],
    ),
    "JUMLAH below and TOTAL beside": (
        "No;Kecamatan;L;P;TOTAL\n1;Kuaro;5;6;11\n2;Long Ikis;7;8;15\n;JUMLAH;12;14;26\n",
        ["no:integer", "kecamatan:text", "l:integer", "p:integer", "total:integer"],
        [["1", "Kuaro", "5", "6", "11"], ["2", "Long Ikis", "7", "8", "15"]],
    ),
    "sums between the groups": (
        "Kecamatan;Desa;KK\nKuaro;Contoh A;120\nKuaro;Contoh B;80\nSub Total;;200\nLong Ikis;Contoh C;95\nSub Total;;95\nGrand Total;;295\n",
        ["kecamatan:text", "desa:text", "kk:integer"],
        [["Kuaro", "Contoh A", "120"], ["Kuaro", "Contoh B", "80"], ["Long Ikis", "Contoh C", "95"]],
    ),
    "sums that are named after their groups, with decimals": (
        "No;Kecamatan;Desa;Luas (ha);Produksi (ton)\n1;Kuaro;Contoh A;1.200,5;10\n2;Kuaro;Contoh B;800,25;7,5\n;Jumlah Kuaro;;2.000,75;17,5\n"
        "3;Long Ikis;Contoh C;95;-\n;Jumlah Long Ikis;;95;-\n;Jumlah Kabupaten;;2.095,75;17,5\nSumber: DATA CONTOH;;;;\n",
        ["no:integer", "kecamatan:text", "desa:text", "luas_ha:number", "produksi_ton:number"],
        [["1", "Kuaro", "Contoh A", "1200.5", "10"], ["2", "Kuaro", "Contoh B", "800.25", "7.5"], ["3", "Long Ikis", "Contoh C", "95", ""]],
    ),
    "signature below": (
        "Kecamatan;Puskesmas;Bidan\nKuaro;1;12\nLong Kali;2;9\n;;\n;;Tana Paser, 31 Desember 2024\n;;Kepala Dinas Contoh\n;;\n;;NIP. 19700101 199503 1 001\n",
        ["kecamatan:text", "puskesmas:integer", "bidan:integer"],
        [["Kuaro", "1", "12"], ["Long Kali", "2", "9"]],
    ),
    "dates written out": (
        "Tanggal;Kegiatan\n31 Desember 2024;Rapat evaluasi\n2 Januari 2025;Musrenbang\n",
        ["tanggal:date", "kegiatan:text"],
        [["2024-12-31", "Rapat evaluasi"], ["2025-01-02", "Musrenbang"]],
    ),
    "day and weekday": (
        "Hari/Tanggal;Tamu\nSenin, 3 Maret 2025;14\nJum'at, 7 Maret 2025;9\n",
        ["hari_tanggal:date", "tamu:integer"],
        [["2025-03-03", "14"], ["2025-03-07", "9"]],
    ),
    "months by name": (
        "Bulan;Kunjungan\nJanuari 2024;1.001.520\nPebruari 2024;987\nNopember 2024;1.204\n",
        ["bulan:date", "kunjungan:integer"],
        [["2024-01-01", "1001520"], ["2024-02-01", "987"], ["2024-11-01", "1204"]],
    ),
    "quarters across": (
        "Indikator;Satuan;TW I;TW II;TW III;TW IV\nRealisasi fisik;%;12,5;40;72,25;100\nRealisasi keuangan;%;10;35,5;68;97,8\n",
        ["indikator:text", "satuan:text", "tw_i:number", "tw_ii:number", "tw_iii:number", "tw_iv:number"],
        [["Realisasi fisik", "%", "12.5", "40", "72.25", "100"], ["Realisasi keuangan", "%", "10", "35.5", "68", "97.8"]],
    ),
    "separator named in the first line": (
        "sep=;\r\nKecamatan;Sampah (ton)\r\nTanah Grogot;1.234,5\r\nKuaro;87,25\r\n",
        ["kecamatan:text", "sampah_ton:number"],
        [["Tanah Grogot", "1234.5"], ["Kuaro", "87.25"]],
    ),
    "English numbers in quotation marks": (
        'Pelabuhan,Bongkar (ton),Muat (ton)\nContoh,"1,234,567.50","98,000.00"\nContoh Dua,"12.25","1,000.00"\n',
        ["pelabuhan:text", "bongkar_ton:number", "muat_ton:number"],
        [["Contoh", "1234567.50", "98000.00"], ["Contoh Dua", "12.25", "1000.00"]],
    ),
    "thousands parted by spaces": (
        "Kecamatan;Penduduk\nTanah Grogot;1 077 213\nKuaro;27 500\n",
        ["kecamatan:text", "penduduk:integer"],
        [["Tanah Grogot", "1077213"], ["Kuaro", "27500"]],
    ),
    "areas of Permendagri": (
        "kode_wilayah;nama\n64.01.01;Batu Sopang\n64.01.01.2001;Contoh Desa\n",
        ["kode_wilayah:code", "nama:text"],
        [["64.01.01", "Batu Sopang"], ["64.01.01.2001", "Contoh Desa"]],
    ),
    "coordinates": (
        "Nama Fasilitas;Lintang;Bujur\nPasar Contoh;-1,90812;116,19203\nTerminal Contoh;-1,9;116,2\n",
        ["nama_fasilitas:text", "lintang:number", "bujur:number"],
        [["Pasar Contoh", "-1.90812", "116.19203"], ["Terminal Contoh", "-1.9", "116.2"]],
    ),
    "post codes with leading zeros and telephones of offices": (
        "Kantor;Kode Pos;Telepon\nDinas Contoh;76211;(0543) 21001\nBadan Contoh;01234;0543-21002\n",
        ["kantor:text", "kode_pos:code", "telepon:code"],
        [["Dinas Contoh", "76211", "(0543) 21001"], ["Badan Contoh", "01234", "0543-21002"]],
    ),
    "spans of years are no numbers": (
        "Periode;Laju (%)\n2019-2020;-2,75\n2020-2021;3,8\n",
        ["periode:text", "laju:number"],
        [["2019-2020", "-2.75"], ["2020-2021", "3.8"]],
    ),
    "footnotes and stars": (
        "Tahun;PDRB (miliar)\n2022;52.345,67\n2023*;54.001,20\n2024**;55.870,00\n* angka sementara;\n** angka sangat sementara;\n",
        ["tahun:text", "pdrb_miliar:number"],
        [["2022", "52345.67"], ["2023*", "54001.20"], ["2024**", "55870.00"]],
    ),
    "a header over two rows": (
        "Puskesmas;Imunisasi Dasar;;HB0;\n;Sasaran;Capaian;Sasaran;Capaian\nKuaro;450;432;460;455\nKrayan;120;110;125;125\n",
        ["puskesmas:text", "imunisasi_dasar_sasaran:integer", "imunisasi_dasar_capaian:integer", "hb0_sasaran:integer", "hb0_capaian:integer"],
        [["Kuaro", "450", "432", "460", "455"], ["Krayan", "120", "110", "125", "125"]],
    ),
    "units in the header": (
        "Sungai;Panjang (km);Debit (m³/det)\nKandilo;615,5;120\nTelake;350;95,75\n",
        ["sungai:text", "panjang_km:number", "debit_m3_det:number"],
        [["Kandilo", "615.5", "120"], ["Telake", "350", "95.75"]],
    ),
    "one slip of the hand keeps a column text": (
        "Desa;KK\n" + "".join(f"Contoh {n};{100 + n}\n" for n in range(12)) + "Contoh 12;1O5\n",
        ["desa:text", "kk:text"],
        [[f"Contoh {n}", str(100 + n)] for n in range(12)] + [["Contoh 12", "1O5"]],
    ),
}
# fmt: on


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@pytest.mark.parametrize("name", FILES)
def test_a_text_file_becomes_its_table(name, large, tmp_path, table):
    content, columns, rows = FILES[name]
    (tmp_path / "data.csv").write_text(content, encoding="utf-8", newline="")
    assert table(tmp_path / "data.csv", large=large) == (columns, rows)


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_of_the_same_cells_becomes_the_same_table(name, written, cells_of, table):
    content, columns, rows = FILES[name]
    assert table(written({"Data": cells_of(content)})) == (columns, rows)


@pytest.mark.parametrize(
    "charset", ["utf-8-sig", "cp1252", "utf-16"], ids=["utf-8", "windows", "Unicode Text"]
)
def test_the_same_table_comes_of_every_character_set_that_spreadsheets_write(charset, tmp_path, table):
    text = "Kecamatan\tCafé\tLuas (km²)\r\nKuaro\t3\t747,3\r\nDésa Contoh\t1\t12,25\r\n"
    (tmp_path / "data.txt").write_bytes(text.encode(charset))
    assert table(tmp_path / "data.txt") == (
        ["kecamatan:text", "cafe:integer", "luas_km2:number"],
        [["Kuaro", "3", "747.3"], ["Désa Contoh", "1", "12.25"]],
    )


def lost(path, large: int) -> list[dict[str, object]]:
    """What is told of characters that cannot be read."""
    read = read_file(path, None, path.parent, large)
    return [note.params for note in read.reading.notes if note.code == "lost_characters"]


LOST = {
    "bytes that Windows-1252 does not know": (
        "désa;KK\nCafé Contoh;1\n".encode("cp1252") + b"Km\x81;2\nKm\x8d;3\n",
        {"count": 2, "line": 3},
    ),
    "a broken line among many in UTF-8": (
        "désa;KK\nKétapang;1\n".encode() + b"Caf\xe9;2\n",
        {"count": 1, "line": 3},
    ),
    "what another program has lost before": ("desa;KK\nCaf\ufffd;1\n".encode(), {"count": 1, "line": 2}),
    "a text in UTF-16 that was cut off": (
        "desa;KK\nKuaro;1\n".encode("utf-16")[:-1],
        {"count": 1, "line": 2},
    ),
}


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@pytest.mark.parametrize("name", LOST)
def test_characters_that_cannot_be_read_are_counted_and_told(name, large, tmp_path):
    content, told = LOST[name]
    (tmp_path / "data.csv").write_bytes(content)
    assert lost(tmp_path / "data.csv", large) == [told]


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_a_file_whose_characters_can_all_be_read_is_not_told_so(charset, tmp_path):
    (tmp_path / "data.csv").write_bytes("désa;KK\nKétapang;1\n".encode(charset))
    assert lost(tmp_path / "data.csv", 1 << 40) == []


def test_one_that_stands_across_two_blocks_of_the_file_is_counted(tmp_path):
    line, around = "Kuaro;1\n", 1 << 20
    content = ("desa;KK\n" + line * (around // len(line))).encode()[: around - len(line)]
    content += b"x" * (len(line) - 2) + "\ufffd;1\n".encode()
    (tmp_path / "data.csv").write_bytes(content)
    assert content[around - 2 : around + 1] == "\ufffd".encode()
    assert lost(tmp_path / "data.csv", 0) == [{"count": 1, "line": around // len(line)}]


def test_a_broken_line_leaves_the_others_as_they_are(tmp_path, table):
    (tmp_path / "data.csv").write_bytes("désa;KK\nKétapang;1\n".encode() + b"Caf\xe9;2\n")
    assert table(tmp_path / "data.csv") == (
        ["desa:text", "kk:integer"],
        [["Kétapang", "1"], ["Caf\ufffd", "2"]],
    )
