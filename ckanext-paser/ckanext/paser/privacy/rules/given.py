"""Whether the cells of a column are people's names, whatever its header calls them: by the names that are given here.

Pure rules for ``re`` and RE2. The words are given names, and their endings, that are common among the peoples of
Kalimantan Timur (Paser, Banjar, Bugis, Javanese, Sundanese, Batak, Balinese; Muslim and Christian), drawn up by hand.
What is as often the name of a village, a group of farmers or a shop (*Jaya*, *Sri*, *Sari*, *Mekar*, *Melati*) is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

_GIVEN = """
abdul abdulah abdullah abidin achmad ade adelia adi aditya adnan agus agustin agustina agustinus ahmad aini aisah
aisyah akbar akhmad alamsyah alex alfian alfred ali aliansyah alimuddin alvin amalia amelia amin aminah aminuddin amir
amiruddin amran anang anastasia andi andika andre andreas andri andriani angga anggraini ani anisa annisa antonius
anwar aprilia ardi ardiansyah arief arif arifin aris arman armin arnold arsyad asep asih asma asmah asnawi asriani
astuti ayu azhar azis aziz azizah bachtiar baharuddin bahrun bakri bambang bambung basri basuki bayu benediktus berta
betty bimo bonifasius budi budiarti budiman budiono burhan burhanuddin chandra christian christina cici citra daeng
dahlan daniel darmawan darwis david deddy dede dedi deni denny desi dessy desy devi dewi dian diana dimas dina dini
djoko dodi doni dwi dyah edi edy efendi effendi eka eko ela elisabeth elly emi emilia endah endang erika erna ernawati
erni erwin esti etty eva evi fadli fahmi fahrul faisal fajar fandi farhan farid farida fathul fatimah fatmawati fauzan
fauzi fauziah febri febriani felix ferdinand ferry firman fitri fitria fitriani frans fransiskus gabriel galih gatot
gede gideon ginanjar gita guntoro gusti habibah hadi hadijah hafid hafiz hairil hairul hajar halim halimah hamid
hamidah hamka hamsah hamzah handayani handoko hanifah hardi hari hariadi haris haryanto hasan hasanah hasanuddin hasbi
hasmawati hasnah helena hendra hendri hendrik hendro henny heri herlina herman hermansyah heru hidayat hidayati husain
husin husna husni ibnu ibrahim ichsan ida idham idris ika ikhsan ilham ilyas imam imelda indra indri ipah iqbal irawan
irfan irma irwan isah ishak iskandar ismail ismiati ita iwan jafar jainab jainal jamal jamaluddin jamilah jannah
januar jefri jeni jhon johan johannes joko joni jono josef joseph juhari julia juliana jumadi jumiah jumiati junaidi
juni juniarti kadek karim karina kartika kartini kasim kasmawati ketut khadijah khairil khairul khairunnisa khalid
kholil komang komariah kristin kristina kurniati kurniawan kusuma laila lasmi latif latifah lena leni lia lidia lilis
lina linda lisa lisnawati lucia lukas lukman luluk lutfi luthfi madi mahmud mahmudah maman mansur margareta maria
mariam mariana mariani marlina marno marsel martha martin martini marwah maryam maryati masdar masitah masri mastura
maulana maya melani meri mery michael mila mirna misbah misnah mochamad moh mohamad mohammad muchlis muhamad muhammad
muhidin mukhlis muliadi muliani mulyadi mulyani mulyono munir murniati mursidi musa musdalifah muslim mustafa mustakim
mustofa nadia nafisah najib nanang nani nasir nasrullah natalia nia nila nina ningsih nita noor norhayati novi novia
novita nugroho nur nurbaya nurdin nurhalimah nurhayati nurjanah nurlaila nurlela nurul nyoman oktavia omar paijo pardi
paulus petrus ponidi ponijan poniman pratiwi priyono purnomo purwanto puspita putri rabiah rabiyah rahma rahmad rahman
rahmat rahmawati rahmi ramadhan ramlah ramli rani rasyid ratih ratna ratnasari reni resti reza rian riana ridho ridwan
rika riki rima rina rini riska riski rita rizal rizka rizki rizky robert robi rohana rohani rohman romi ros rosdiana
rosidah rosita rudi rudy rukmini rusdi ruslan rusli rusmiati rusmini rustam sabariah sadiah safitri sahrul said saidah
saiful salamah saleh salim salmah salman samsiah samsuddin samsul samuel sandi saniah santi santoso saparuddin sarah
sarifah sarinah saripah selamet setiawan sherly siska siti slamet sofia sofyan soleh solihin sonia stefanus stephanus
subhan sudarman sudarmi sugeng suhaimi suharti suhartini sukardi sukarno sulaiman sulastri sulistyo sumarni sumiati
sunarti supardi suparman supriadi supriyadi suriansyah suryadi suryani suryati susanti susanto susi susilawati susilo
sutrisno suwarni suyanto suyatno syafii syahrul syaiful syamsiah syamsul syarif syarifah syarifuddin syukur taufik
taufiq teguh titi titin tohir tono tri triyono tuti udin ujang ulfa umar umi usman uswatun utami utari vera veronika
victor vina vivi wagiman wahab wahid wahidah wahyu wahyudi wahyuni warsito warti wati wawan wayan widodo widya willem
wina wiwin wulandari yahya yani yanti yanto yanuarius yati yayan yayuk yeni yenny yogi yohana yohanes yosef yoseph
yudi yuli yulia yuliana yulianti yulianto yuliati yuni yunita yunus yusran yusri yusuf zaenal zahra zahrah zainab
zainal zaini zainuddin zaitun zakaria zubaidah zulfikar zulkifli
"""
_ENDINGS = "wati|yanti|yanto|anto|uddin|ullah|ansyah|iansyah|yono|ningsih|iyati|unnisa|sariah"
"""Of words with two letters more at least: *Hardiansyah*, *Nasruddin*, *Kartiyono*."""
_LINEAGE = "bin|binti|bte|h\\.|hj\\.|andi|daeng|puang|gusti|raden|r\\.|a\\.n\\.|alm\\.|almh\\.|ny\\.|tn\\.|sdr\\.|sdri\\."
_PART = "[A-Za-z][A-Za-z.'\x60\u2019-]*"


def _one_of(words: Iterable[str]) -> str:
    """Any of these words, by their beginnings, so that ``re`` gives up at the second letter, as RE2 does."""
    if (some := sorted(set(words))) == [""]:
        return ""
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in some:
        if word:
            by_first[word[0]].append(word[1:])
    parts = "|".join(re.escape(first) + _one_of(rest) for first, rest in by_first.items())
    return f"(?:{parts})" + ("?" if "" in some else "")


@cache
def given_name() -> str:
    """A whole cell that is somebody's name: up to eight words, one of them given as a name; also with a number behind.

    *Siti Contoh*, *H. AHMAD, S.Pd.*, *Rina binti Umar*, *Budi Contoh 12*. Group 1 is the name.
    """
    known = f"(?:{_one_of(_GIVEN.split())}|[a-z']+(?:{_ENDINGS})|{_LINEAGE})"
    before, after = f"(?:{_PART} ){{0,3}}", f"(?: {_PART}){{0,4}}"
    return f"^(?i:[ \t]*({before}{known}{after}(?:,[A-Za-z., ]{{1,40}})?)(?: ?[0-9]{{1,4}})?[ \t\r\n]*)$"
