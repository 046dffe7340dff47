"""Words of ordinary language in the names of plans: what says the same, what says nothing, what a name begins with.

All stand folded (lower case, no diacritics). The names themselves are data; nothing here names a plan.
"""


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


SAME = {
    "asean": "asean | association of southeast asian nation | hiep hoi cac quoc gia dong nam a",
    "ict": "ict | itc | cntt | cntt tt | cntt truyen thong | cong nghe thong tin truyen thong"
    " | information communication technology | info communication technology | infocomm",
    "digital": "digital | ky thuat so | so",
    "digitaltransformation": "digital transformation | chuyen doi so | chuyen doi ky thuat so | cds",
    "masterplan": "masterplan | master plan | ke hoach tong the | kh tong the",
    "actionplan": "action plan | ke hoach hanh dong",
    "strategicplan": "strategic plan | ke hoach chien luoc",
    "plan": "plan | ke hoach",
    "blueprint": "blueprint | blue print",
    "roadmap": "roadmap | road map | lo trinh",
    "framework": "framework | khung | khuon kho",
    "agreement": "agreement | hiep dinh | thoa thuan",
    "strategy": "strategy | chien luoc",
    "program": "program | programme | chuong trinh",
    "agenda": "agenda | chuong trinh nghi su",
    "declaration": "declaration | tuyen bo",
    "network": "network | mang luoi",
    "decision": "decision | quyet dinh | qd | decision no | decision number | quyet dinh so | qd so",
    "connectivity": "connectivity | ket noi",
    "integration": "integration | hoi nhap",
    "economy": "economy | economic | kinh te | nen kinh te",
    "community": "community | cong dong",
    "society": "society | xa hoi",
    "development": "development | developing | phat trien",
    "national": "national | quoc gia",
    "government": "government | chinh phu",
    "smart": "smart | thong minh",
    "city": "city | thanh pho | do thi",
    "hanoi": "hanoi | ha noi",
    "danang": "danang | da nang",
    "vietnam": "vietnam | viet nam",
    "thailand": "thailand | thai lan",
    "philippines": "philippine",
    "china": "china | trung quoc",
    "japan": "japan | nhat ban",
    "korea": "korea | han quoc",
    "india": "india | an do",
    "usa": "united state | hoa ky",
    "europe": "europe | european | eu | chau au",
    "cambodia": "cambodia | campuchia",
    "timor": "timor leste",
}
"""What says the same in both languages, each as words that follow one another: {one word for all: its ways}."""

HEADS = _words(
    "masterplan actionplan strategicplan blueprint roadmap framework agreement strategy program agenda declaration"
    " network plan"
)
"""With what the name of a plan begins in Vietnamese and ends in English."""

REFERRED = {
    "masterplan": frozenset({"masterplan", "blueprint"}),
    "plan": frozenset({"masterplan", "actionplan", "strategicplan", "blueprint", "plan"}),
}
"""Which heads a short form stands for besides its own."""

FILLERS = _words(
    "ve cua trong tai cho den nam giai doan thoi ky cac nhung o toi va boi"
    " on of the for in to until till by s a and from period year through at its"
)
"""What may stand between the words of a name and says nothing."""

COORDINATING = _words("va and")
TIME = _words("den nam giai doan thoi ky toi the for period until till")
"""Fillers that lead to the years of a name."""

OWNING = _words("cua of for")
"""Fillers behind which the owner stands: "of Malaysia"."""

SOFT = _words("development xay dung trien khai thuc hien chung khu vuc khoi nuoc linh region regional new joint")
"""Words that some texts put into a name which has its year."""

COUNTRIES = _words(
    "brunei cambodia indonesia lao laos malaysia malaysian myanmar philippines singapore thailand thai timor vietnam"
    " vietnamese china chinese japan japanese korea korean india indian australia australian russia nga usa us my uc"
    " europe uk anh duc phap canada apec clv gms sarawak sabah johor jakarta"
)
"""Owners other than the region of a plan that lacks its region's name."""

HOME = _words("vietnam vietnamese")
"""Owners of national plans that the site follows."""

ENGLISH_HEADS = _words(
    "master masterplan action strategic plan blueprint blue roadmap road framework agreement strategy program"
    " programme agenda declaration network"
)
"""With what a head begins where it stands behind its qualifiers."""

PLACING = _words("national provincial municipal tinh quan huyen phuong bo nganh")
"""What makes a name one of a country, a province or an office."""

HEADLINE = _words(
    "adopt adopting launch launching endorse endorsing approve approving review reviewing discuss welcome unveil"
    " finalise finalize draft drafting new under publish implement implementing next latest current proposed and"
)
"""Words that have a capital in a headline and belong to no name."""

MANY = _words("an cac nhung nhieu moi tung mot vai bat nao any every each many several some other another different")
"""Before a name in lower case: any one of its kind, not this one."""

THIS = _words("nay tren do noi")
"""Behind a head: the one that was named."""

THE = _words("the this that said")
"""Before a head: the one that was named."""

GOES_ON = _words(
    "da dang se duoc la co gom bao de dat nham voi cung tap huong xac dua va do van can phai khong"
    " ra neu giup tao mo khang ket thuc"
)
"""With what a sentence goes on behind "Kế hoạch tổng thể" where that is all of the name."""

OF_MORE = _words("on of for to in")
"""Behind "the masterplan": what it is a plan of is still to come, so it is another one."""
