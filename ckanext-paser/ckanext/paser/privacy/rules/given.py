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
abdul abdulah abdullah abidin achmad ade adelia adi aditya adnan agnes agus agustin agustina agustinus ahmad aini
aisah aisyah akbar akhmad alamsyah aleksander alex alfian alfred ali aliansyah alimuddin alvin amalia ambo amelia amin
aminah aminuddin amir amiruddin amran anang anastasia andarias andi andika andre andreas andri andriani angga
anggraini ani anisa annisa antonius anwar aprianus aprilia arbaiah arbain arbayah ardi ardiansyah arief arif arifin
aris arman armin arnold arsyad asep asih asma asmah asnawi asran asriani astuti ayu azhar azis aziz azizah bachtiar
baharuddin bahrani bahrun bakri bambang bambung barkati baso basrah basran basri basuki basuni bayu becce beddu
benediktus bernadus bernard berta betty bimo bonifasius budi budiarti budiman budiono burhan burhanuddin cahyo cahyono
chandra christian christina cici citra daeng dahlan daniel darmawan darwis daud david deddy dede dedi deni denny desi
dessy desy devi dewi dian diana dimas dina dini djoko dodi dominikus doni dwi dwiyanto dyah edi edy efendi effendi eka
eko ela elias elisabet elisabeth elly emanuel emi emilia endah endang endro erika erna ernawati erni erwin ester esti
etty eva evi fadli fahmi fahrul faisal fajar fandi farhan farid farida fathul fatimah fatmawati fauzan fauzi fauziah
febri febriani felix ferdinand ferry firman fitri fitria fitriani florentina frans fransiska fransiskus gabriel galih
gatot gede gideon ginanjar gita guntoro gusti habibah hadi hadijah hafid hafiz hairani hairiah hairil hairul hajar
halim halimah hamdan hamdani hamdi hamid hamidah hamka hamran hamsah hamzah handayani handoko hanifah hardi hari
hariadi haris hartati hartini hartono haryanto haryati hasan hasanah hasanuddin hasbi hasmawati hasna hasnah hasni
hasniah hasse hatija helena helmi helmina hendra hendri hendrik hendrikus hendro henny heri heriyanto herlina herman
hermansyah hermanus heronimus heru hidayat hidayati husain husaini husin husna husni ibnu ibrahim ichsan ida ideham
idham idris ignatius ijai ika ikhsan ilham ilyas imam imanuel imelda imuh indra indri ipah iqbal irawan irfan irianto
irma irwan isah ishak iskandar ismail ismiati istiqomah ita iwan jafar jainab jainal jamal jamaluddin jamhari jamhuri
jamilah jannah januar jarkasi jefri jeni jeremias jhon jimmy johan johannes joko jonathan joni jono josef joseph
juhari juhri juhriah julia juliana jumadi jumain jumainah jumardi jumberi jumiah jumiati jumilah jumirah jumra jumrah
jumran jumriani junaidi juni juniarti kadek kamal kamaruddin karim karina kartika kartini kasful kasim kasman
kasmawati kasmin kaspul katimin katiran ketut khadijah khairani khairil khairul khairunnisa khalid kholifah kholil
khotimah komang komariah kornelius kristian kristianus kristin kristina kurniati kurniawan kusuma kuswanto kuswati
lahaji lahamuddin laila lambertus lamming lasiem lasmi lasmini latif latifah laurensius lena leni leonardus lia lidia
lilis lina linda lisa lisnawati lucia lukas lukman luluk lusia lutfi luthfi maddi madi mahmud mahmudah mahrani
mahyudin maisarah majid maman mansur mansyur mappeasse mardiana mardiyah margareta margaretha marhaban marhat maria
mariam mariana mariani mariyam mariyati markus marlina marno marsel marselinus martha marthen martin martina martini
marwah marwan maryam maryati maryono masdar masdi masitah masitoh masniah maspah masran masrani masri mastiah mastur
mastura mateus matius maulana maya melani melkianus meri mery michael mikael mikhael mila mirna misbah mislan misnah
misran mochamad moh mohamad mohammad muchlis muchtar muh muhamad muhammad muhidin muhlis mujiati mujiono mujiyem
mukhlis mukhtar muliadi muliani mulkan mulyadi mulyani mulyati mulyono munawar munawaroh munir murdiani murjani
murniati mursidi musa musdalifah muslim muslimah mustafa mustakim mustari mustika mustofa nadia nafisah najib nanang
nani nasir nasrullah natalia natan natanael nawawi ngadimin ngadiran ngatiman ngatini ngatmin nia nikodemus nikolaus
nila nina ningsih nita noor noraini norhasan norhasanah norhayati norhidayah norlaila normah normala novi novia novita
nugroho nur nuraini nurbaya nurdin nurhalimah nurhasanah nurhayati nurjanah nurlaila nurlela nurmiati nursia nursiah
nurul nuryanti nyoman obed oktavia oktavianus omar pahriansyah paijo paiman paimin painah paini pardi paridi parjo
parman parmin partini paryono paskalis paulus petrus philipus pius ponidi ponijan poniman ponirin poniyem prasetyo
pratiwi priyono purnomo purwanto purwati purwono puspita putri rabiah rabiyah rafael rafi'i rahma rahmad rahmadi
rahman rahmani rahmat rahmawan rahmawati rahmi ramadhan ramlah ramlan ramli ramlia rani rappe rasyid ratih ratna
ratnasari raudah rebeka reni resti reza rian riana ridhani ridho riduan ridwan ridwansyah rika riki rima rina rini
riska riski rita rizal rizka rizki rizky robert robi rohana rohani rohmah rohman rokhim romi romlah roni ros rosdiana
rosidah rosita rosmini ruben rubinah rubiyah rudi rudy ruhaini rukiyah rukmini rusdi ruslan rusli ruslina rusmadi
rusmawati rusmiati rusmini rusmiyati rusna rusni rustam rustini sabariah sabran sabri sadiah sadiman safitri
sahabuddin sahrani sahrul said saidah saidi saiful saimah sakka salamah salasiah saleh salim salmah salman samani
samini samirah samsiah samsiar samson samsuddin samsudin samsul samsuri samuel sandi saniah santi santoso saparuddin
sapri sapriadi sarah sarbaini sardi sariani sarifah sariman sarinah saripah saripudin sariyem sarjo sarkani sarmin
sarno sarpani sarwono saryono satiman satriani sebastianus selamet selvina setiawan sherly silas silvester silvia
simon simson sipora siprianus siska siti sitti slamet sofia sofyan soleh solihin sonia stefani stefanus stephanus
suardi subagio subagyo subandi subhan sudarman sudarmi sudarmin sudarsono sudirman sudiro sudiyono sugeng sugianto
sugiono sugito sugiyono suhadi suhaimi suhardi suharno suharti suhartini suharto suherman sukardi sukarman sukarno
sukiman sukimin sukinah sukini sukirman sulaiman sulasmi sulastri sulistiyono sulistyo sumadi sumanto sumardi sumarmi
sumarni sumarno sumarsono sumartini sumartono sumiarti sumiati suminah sumini sumirah sumiyati sunardi sunarno
sunarsih sunarti sunarto sunaryo supardi supari suparjo suparman suparmi suparmin suparno suparti supini supono
suprapto supriadi suprihatin supriyadi supriyanto surati suratman suratmin suriani suriansyah suripto suroso suroto
surtini suryadi suryani suryati suryono susanti susanto susi susilawati susilo susilowati sutarman sutarmi sutarno
sutarti sutejo sutikno sutinah sutini sutiyah sutomo sutrisno suwandi suwarni suwarno suwarti suwartini suwito suyanto
suyati suyatno suyitno suyono syafii syahdan syahran syahrani syahruddin syahrul syaifudin syaiful syamsi syamsiah
syamsinar syamsul syarif syarifah syarifuddin syarkawi syarwani syukur taberani tabita tahang tahir tajuddin tamrin
tarmi tarmiji tarmizi tasmi taufik taufiq teguh tenri thamrin theodorus theresia thomas timotius titi titin tobias
tohir tono tri trisno triyono tugiman tukijan tukimin tukiran tukirin tuminah tumini tumiran tuti udin ujang ulfa umar
umi umrah usman usmanuddin uswatun utami utari valentina valentinus vera veronika victor viktor vina vinsensius vivi
wagiman wagimin waginah wagini wagirin wahab wahid wahidah wahono wahyu wahyuddin wahyudi wahyuni wakidi wakiman
waluyo warsito warti wasis wasito wati wawan wayan wibowo widodo widya wijaya willem wina winarno winarsih winarti
wiwin wiyono wulandari yahya yakob yakobus yani yanti yanto yanuarius yati yayan yayuk yeni yenny yeremia yogi yohana
yohanes yosef yoseph yudi yuhani yuli yulia yuliana yulianti yulianto yuliati yulis yulius yuni yunita yunus yusak
yusniar yuspian yusran yusri yusriadi yusuf zaenal zahra zahrah zainab zainal zaini zainuddin zainudin zaitun zakaria
zakarias zubaidah zulaikha zulfa zulfikar zulkifli zulkipli
"""
_ENDINGS = "wati|yanti|iyem|inem|ijem|yanto|anto|uddin|ullah|ansyah|iansyah|yono|ningsih|iyati|unnisa"
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
