#!/usr/bin/env python3
"""Writes han_variants.tsv, han_readings.tsv and wade_giles.tsv of data/translit/.

usage: write_han.py UNIHAN [FOLDER]

UNIHAN is a folder with Unihan_Readings.txt.bz2, Unihan_Variants.txt.bz2 and
Unihan_OtherMappings.txt.bz2 of Unicode 15.0 (Debian package unicode-data, in /usr/share/unicode).
FOLDER is where the files go, data/translit of this repository by default.

What is taken: which character is a simplified, Japanese or other form of which, and how it is read
in Mandarin, Cantonese, Korean and Japanese. What is made of it here: one form for all forms of a
character (the simplified one), and the spellings that names use in place of the systematic ones:
without tones; Jyutping turned into the spelling customary in Hong Kong; Korean in the Revised
Romanization, in McCune-Reischauer without its signs, and as families spell themselves.
"""
import bz2
import os
import sys
import unicodedata
from collections import defaultdict

READINGS_MAX = 6  # spellings kept of one character in one language
# Of the readings counted in running text, those at least this often beside the commonest.
SHARE_MIN = 0.05
JAPANESE_MAX = 8  # letters of a reading; longer ones are verbs and phrases, not names

# Japanese forms that Unihan does not lead to the character they stand for: form, character.
JAPANESE_FORMS = (
    "両兩乗乘亀龜亜亞仏佛仮假伝傳価價値值倹儉児兒円圓処處剣劍剤劑剰剩労勞効效勅敕勧勸勲勳単單厳嚴収收呉吳"
    "営營団團囲圍図圖圏圈圧壓塁壘塡填塩鹽増增壊壞壌壤壱壹売賣変變奨獎娯娛嬢孃実實寛寬対對専專巣巢巻卷"
    "帯帶帰歸庁廳広廣廃廢弐貳弾彈従從徳德徴徵応應恵惠悩惱悪惡懐懷戦戰戯戲戸戶払拂抜拔択擇拝拜拠據拡擴"
    "挙擧挿插捜搜掲揭揺搖摂攝撃擊斉齊斎齋晩晚暁曉暦曆曽曾査查栄榮桜櫻桟棧検檢楽樂様樣権權歓歡歩步歯齒"
    "歳歲歴歷殻殼毎每気氣氷冰汚污沢澤浄淨涙淚渇渴済濟渉涉渋澀渓溪満滿滝瀧瀬瀨焼燒犠犧猟獵獣獸産產畳疊"
    "発發県縣砕碎稲稻穂穗穏穩窓窗竜龍粋粹粛肅経經絵繪絶絕継繼続續緑綠縁緣縄繩縦縱繊纖聴聽脳腦臓臟舎舍"
    "舗鋪艶艷荘莊蔵藏薬藥蛍螢衆眾覇霸覚覺覧覽観觀訳譯説說読讀謡謠譲讓豊豐賛贊転轉軽輕辺邊邉邊逓遞遅遲"
    "郷鄉酔醉醸釀釈釋鉄鐵鉱鑛銭錢鋭銳鋳鑄錬鍊録錄鎌鐮関關閲閱闘鬪陥陷険險隠隱隣鄰隷隸雑雜霊靈頬頰頼賴"
    "顔顏顕顯駄馱駅驛駆驅騒騷験驗髄髓髪髮鶏鷄麺麵黒黑黙默齢齡浜濱嶋島嶌島髙高﨑崎峯峰舘館圀國羣群裡裏"
    "桧檜槙槇薫薰戻戾姫姬姉姊勲勳")

# Initials of Jyutping as names spell them.
CANTONESE_INITIALS = {
    "gw": ["kw"], "kw": ["kw"], "ng": ["ng"], "b": ["p"], "p": ["p"], "m": ["m"], "f": ["f"],
    "d": ["t"], "t": ["t"], "n": ["n"], "l": ["l"], "g": ["k"], "k": ["k"], "h": ["h"], "w": ["w"],
    "z": ["ch", "ts"], "c": ["ch", "ts"], "s": ["s", "sh"], "j": ["y"], "": [""]}
CANTONESE_FINALS = {
    "aa": ["a", "ah"], "aai": ["ai"], "aau": ["au"], "aam": ["am"], "aan": ["an"], "aang": ["ang"],
    "aap": ["ap"], "aat": ["at"], "aak": ["ak"], "ai": ["ai"], "au": ["au"], "am": ["am", "um"],
    "an": ["an", "un"], "ang": ["ang"], "ap": ["ap"], "at": ["at"], "ak": ["ak"],
    "ei": ["ei", "i", "ee"], "ek": ["ek", "ik"], "eng": ["eng", "ing"], "e": ["e", "eh"],
    "i": ["i", "ee"], "ik": ["ik"], "im": ["im"], "in": ["in"], "ing": ["ing"], "ip": ["ip"],
    "it": ["it"], "iu": ["iu"], "o": ["o", "or", "oh"], "oi": ["oi"], "on": ["on"], "ong": ["ong"],
    "ok": ["ok"], "ot": ["ot"], "ou": ["o", "ou"], "u": ["u", "oo"], "ui": ["ui"], "uk": ["uk"],
    "un": ["un", "oon"], "ung": ["ung"], "ut": ["ut"], "oek": ["euk"], "oeng": ["eung"],
    "eoi": ["ui"], "eon": ["un"], "eot": ["ut"], "yu": ["u", "ue"], "yun": ["uen", "un"],
    "yut": ["uet", "ut"], "m": ["m"], "ng": ["ng"], "oe": ["eu"], "ep": ["ep"], "em": ["em"]}
# Syllables that do not follow their initial and final.
CANTONESE_SYLLABLES = {
    "jyu": ["yu", "yue"], "jyun": ["yuen", "un"], "jyut": ["yuet"], "ji": ["yi", "yee", "i"],
    "jip": ["yip", "ip"], "zi": ["chi", "tsz"], "ci": ["chi", "tsz"], "si": ["sze", "see", "si"],
    "ng": ["ng"], "m": ["m"]}

KOREAN_INITIALS = ("g kk n d tt r m b pp s ss - j jj ch k t p h".split(),
                   "k kk n t tt r m p pp s ss - ch tch ch k t p h".split())
KOREAN_VOWELS = ("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
                 "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split(),
                 "a ae ya yae u e you ye o wa wae oe yo oo wo we wi yoo u ee i".split(),
                 "a ae ya yae u e yu ye oh wa wae oe yo oo wo we wi yoo eu ui ee".split())
KOREAN_FINALS = "- k kk ks n nj nh t l lk lm lb ls lt lp lh m p ps t tt ng t ch k t p h".split()
KOREAN_FIRST, KOREAN_RIEUL, KOREAN_NIEUN, KOREAN_NONE = 0xAC00, 5, 2, 11
KOREAN_Y = {2, 3, 6, 7, 12, 17, 20}  # vowels before which an initial n or r is dropped


def read_unihan(folder):
    facts = defaultdict(dict)
    for name in ("Readings", "Variants", "OtherMappings"):
        path = os.path.join(folder, f"Unihan_{name}.txt.bz2")
        with bz2.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if line.startswith("U+"):
                    code, key, value = line.rstrip("\n").split("\t")
                    facts[int(code[2:], 16)][key] = value
    return facts


def codes_of(value):
    return [int(item.split("<")[0][2:], 16) for item in value.split()]


# ---------------------------------------------------------------- forms

def is_common(fact):
    """Is the character in the character sets that people type names with?"""
    level = int(fact.get("kBigFive", "0"), 16)
    return ("kTGH" in fact or "kGB0" in fact or "kJis0" in fact or "kKSC0" in fact
            or 0xA440 <= level <= 0xC67E)


def simplified(facts, code):
    """The simplified form, or the character itself. One that is its own simplified form as well
    (a character of its own that a second one was merged into) stays."""
    targets = codes_of(facts[code].get("kSimplifiedVariant", ""))
    targets = [t for t in targets if t < 0x20000]
    if not targets or code in targets:
        return code
    return targets[0]


def variants_of(facts):
    """Form -> the character all its forms are read as."""
    forms = {code: simplified(facts, code) for code in facts}
    for form, character in zip(JAPANESE_FORMS[::2], JAPANESE_FORMS[1::2]):
        if forms[ord(character)] != ord(form):
            forms[ord(form)] = ord(character)
    for code, fact in facts.items():
        other = codes_of(fact.get("kZVariant", ""))
        if forms[code] == code and other and not is_common(fact):
            near = [t for t in other if is_common(facts[t])]
            forms[code] = near[0] if near else code
    for code in forms:
        seen = [code]
        while forms[seen[-1]] != seen[-1] and forms[seen[-1]] not in seen:
            seen.append(forms[seen[-1]])
        forms[code] = seen[-1]
    return {code: target for code, target in forms.items()
            if code != target and not unicodedata.decomposition(chr(code))}


# ---------------------------------------------------------------- readings

def plain(pinyin):
    """Without its tone; the letter with the diaeresis as v."""
    letters = unicodedata.normalize("NFD", pinyin.lower())
    letters = letters.replace("u\u0308", "v").replace("e\u0302", "e")
    return "".join(c for c in letters if "a" <= c <= "z")


GR_INITIALS = {"zh": "j", "z": "tz", "c": "ts", "q": "ch", "x": "sh"}
# Finals of Pinyin as Gwoyeu Romatzyh spells them in the first tone, then in the second to fourth.
GR_FINALS = {
    "a": "a ar aa ah", "o": "o or oo oh", "e": "e er ee eh", "ai": "ai air ae ay",
    "ei": "ei eir eei ey", "ao": "au aur ao aw", "ou": "ou our oou ow", "an": "an arn aan ann",
    "en": "en ern een enn", "ang": "ang arng aang anq", "eng": "eng erng eeng enq",
    "ong": "ong orng oong onq", "er": "el erl eel ell", "i": "i yi ii ih", "ia": "ia ya ea iah",
    "ie": "ie ye iee ieh", "iao": "iau yau eau iaw", "iu": "iou you eou iow",
    "ian": "ian yan ean iann", "in": "in yn iin inn", "iang": "iang yang eang ianq",
    "ing": "ing yng iing inq", "iong": "iong yong eong ionq", "u": "u wu uu uh",
    "ua": "ua wa oa uah", "uo": "uo wo uoo uoh", "uai": "uai wai oai uay", "ui": "uei wei oei uey",
    "uan": "uan wan oan uann", "un": "uen wen oen uenn", "uang": "uang wang oang uanq",
    "v": "iu yu eu iuh", "ve": "iue yue eue iueh", "van": "iuan yuan euan iuann",
    "vn": "iun yun eun iunn", "-": "y yr yy yh"}
# The third and fourth tones of syllables that begin with a vowel.
GR_BARE = {"i": "yii yih", "ia": "yea yah", "ie": "yee yeh", "iao": "yeau yaw", "iu": "yeou yow",
           "ian": "yean yann", "in": "yiin yinn", "iang": "yeang yanq", "ing": "yiing yinq",
           "iong": "yeong yonq", "u": "wuu wuh", "ua": "woa wah", "uo": "woo woh",
           "uai": "woai way", "ui": "woei wey", "uan": "woan wann", "un": "woen wenn",
           "uang": "woang wanq", "v": "yeu yuh", "ve": "yeue yueh", "van": "yeuan yuann",
           "vn": "yeun yunn"}


def tone_of(pinyin):
    marks = {"\u0304": 0, "\u0301": 1, "\u030c": 2, "\u0300": 3}
    return next((marks[c] for c in unicodedata.normalize("NFD", pinyin) if c in marks), None)


def parted(syllable):
    """Initial and final of a Pinyin syllable without tone, the final as behind a consonant."""
    if syllable[0] in "yw":
        rest = syllable[1:]
        if syllable[0] == "w":
            finals = {"u": "u", "ei": "ui", "en": "un"}
            return "", finals.get(rest, "u" + rest)
        if rest[0] == "u":
            return "", "v" + rest[1:]
        finals = {"ou": "iu", "e": "ie", "ong": "iong"}
        return "", finals.get(rest, rest if rest[0] == "i" else "i" + rest)
    initial = syllable[:2] if syllable[:2] in ("zh", "ch", "sh") else syllable[:1]
    if initial in ("a", "e", "o"):
        return "", syllable
    final = syllable[len(initial):]
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        final = "-"
    return initial, "v" + final[1:] if initial in ("j", "q", "x") and final[0] == "u" else final


def gwoyeu(pinyin):
    """The spelling of Gwoyeu Romatzyh, which writes tones as letters; None when there is none."""
    tone = tone_of(pinyin)
    initial, final = parted(plain(pinyin))
    if tone is None or final not in GR_FINALS:
        return None
    spelled = GR_FINALS[final].split()
    if initial == "" and tone >= 2 and final in GR_BARE:
        return GR_BARE[final].split()[tone - 2]
    first = GR_INITIALS.get(initial, initial)
    if initial in ("l", "m", "n", "r") and tone < 2:
        return first + ("h" if tone == 0 else "") + spelled[0]
    return first + spelled[tone]


def mandarin(fact):
    counted = []
    for item in fact.get("kHanyuPinlu", "").split():
        reading, _, count = item.rstrip(")").partition("(")
        counted.append((plain(reading), int(count)))
    most = max((count for _, count in counted), default=0)
    out = [plain(r) for r in fact.get("kMandarin", "").split()[:1]]
    out += [reading for reading, count in counted if count >= most * SHARE_MIN]
    for item in fact.get("kTGHZ2013", "").split():
        out += [plain(r) for r in item.partition(":")[2].split(",")]
    return [r for r in dict.fromkeys(out) if r]


def gwoyeu_romatzyh(fact):
    spelled = map(gwoyeu, fact.get("kMandarin", "").split()[:1])
    return [s for s in spelled if s]


def cantonese(fact):
    out = []
    for jyutping in fact.get("kCantonese", "").split()[:1]:
        syllable = jyutping.rstrip("0123456789")
        if syllable in CANTONESE_SYLLABLES:
            out += CANTONESE_SYLLABLES[syllable]
        else:
            initial = max((i for i in CANTONESE_INITIALS
                           if syllable.startswith(i) and syllable[len(i):] in CANTONESE_FINALS),
                          key=len, default=None)
            if initial is not None:
                finals = CANTONESE_FINALS[syllable[len(initial):]]
                out += [i + f for f in finals for i in CANTONESE_INITIALS[initial]]
        out.append(syllable)
    return list(dict.fromkeys(out))[:READINGS_MAX]


def korean_spellings(initial, vowel, final):
    out = []
    end = KOREAN_FINALS[final].strip("-")
    for initials, vowels in ((0, 0), (1, 1), (0, 1), (0, 2), (1, 2), (0, 3), (1, 3)):
        sound = KOREAN_VOWELS[vowels][vowel]
        if sound in ("oh", "ee") and end:
            continue  # so written at the end of a syllable only
        out.append(KOREAN_INITIALS[initials][initial].strip("-") + sound + end)
    return list(dict.fromkeys(out))[:READINGS_MAX]


def korean(fact):
    """Groups of spellings, one a reading; the first of a group is the Revised Romanization."""
    groups = {}
    for item in fact.get("kHangul", "").split():
        at = ord(item[0]) - KOREAN_FIRST
        initial, vowel, final = at // 588, at // 28 % 21, at % 28
        groups[initial, vowel, final] = True
        if initial == KOREAN_RIEUL:
            groups[KOREAN_NONE if vowel in KOREAN_Y else KOREAN_NIEUN, vowel, final] = True
        elif initial == KOREAN_NIEUN and vowel in KOREAN_Y:
            groups[KOREAN_NONE, vowel, final] = True
    return [korean_spellings(*group) for group in groups][:3]


def shortened(reading):
    """Long vowels as passports write them."""
    return reading.replace("ou", "o").replace("oo", "o").replace("uu", "u")


def hepburn(reading):
    """Unihan writes Hepburn but for a few syllables."""
    for kunrei, letters in (("SYA", "SHA"), ("SYU", "SHU"), ("SYO", "SHO"), ("TYU", "CHU"),
                            ("TYO", "CHO"), ("ZYU", "JU"), ("ZYO", "JO")):
        reading = reading.replace(kunrei, letters)
    return reading.lower()


def japanese(fact):
    out = []
    for key, count in (("kJapaneseOn", 2), ("kJapaneseKun", 2)):
        for reading in fact.get(key, "").split()[:count]:
            if reading.isalpha() and reading.isascii() and len(reading) <= JAPANESE_MAX:
                out += [shortened(hepburn(reading)), hepburn(reading)]
    return list(dict.fromkeys(out))[:READINGS_MAX]


# ---------------------------------------------------------------- Wade-Giles

WADE_INITIALS = {"b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch", "q": "ch",
                 "zh": "ch", "ch": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j"}
WADE_FINALS = {"ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "ve": "ueh", "v": "u"}
WADE_SYLLABLES = {
    "zi": "tzu", "ci": "tzu", "si": "szu ssu", "zhi": "chih", "chi": "chih", "shi": "shih",
    "ri": "jih", "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "er": "erh", "yi": "i",
    "yan": "yen", "you": "yu", "yong": "yung", "ye": "yeh", "yue": "yueh", "gui": "kuei",
    "kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "jue": "chueh",
    "que": "chueh", "xue": "hsueh", "yai": "yai"}


def wade_giles(pinyin):
    """The Wade-Giles spellings of a Pinyin syllable without apostrophe and diaeresis."""
    if pinyin in WADE_SYLLABLES:
        return WADE_SYLLABLES[pinyin]
    initial = pinyin[:2] if pinyin[:2] in ("zh", "ch", "sh") else pinyin[:1]
    if initial in "aeoyw":
        return pinyin
    final = pinyin[len(initial):]
    if final == "uo":
        final = "o"
    return WADE_INITIALS.get(initial, initial) + WADE_FINALS.get(final, final)


def merged(lists, most):
    out = []
    for items in lists:
        out += [item for item in items if item not in out]
    return out[:most]


def read_all(facts, variants):
    """Character -> its columns. Forms of one character put their readings together, those of the
    character that all are read as first."""
    forms = defaultdict(list)
    for code, fact in sorted(facts.items()):
        if is_common(fact):
            forms[variants.get(code, code)].append(code)
    rows = {}
    for code, members in sorted(forms.items()):
        members = sorted(dict.fromkeys([code] + members), key=lambda c: c != code)
        own = [facts[m] for m in members]
        columns = (merged(map(mandarin, own), 4), merged(map(gwoyeu_romatzyh, own), 1),
                   merged(map(cantonese, own), READINGS_MAX), merged(map(korean, own), 4),
                   merged(map(japanese, own), READINGS_MAX))
        if any(columns):
            rows[code] = columns
    return rows


VARIANTS_HEAD = """\
# Forms of Han characters that are read as one character, so that a name in traditional, Japanese or
# another form is the name in simplified form.
#
#     the character    its other forms
#
# Written by tools/write_han.py from the Unihan database of Unicode 15.0 (fields kSimplifiedVariant,
# kZVariant) and a list of the Japanese forms of 1946 to 1981 (toyo and joyo kanji tables).
"""
READINGS_HEAD = """\
# How Han characters are spelled in Latin letters in names.
#
#     character    Mandarin    Gwoyeu Romatzyh    Cantonese    Korean    Japanese
#
# Mandarin in Pinyin without tones, v for the u with diaeresis; its Wade-Giles spelling follows from
# wade_giles.tsv. Gwoyeu Romatzyh, the official system of the Republic of China until 1986, writes
# the tone with letters: Ma Ying-jeou. Cantonese as customary in Hong Kong, the last in Jyutping.
# Korean: groups of one reading, the first of each in the Revised Romanization, then
# McCune-Reischauer without signs and customary spellings, set apart by '/'. Japanese on and kun
# readings in Hepburn romanization, long vowels short and as written. '-' where there is none.
#
# Characters: the Table of General Standard Chinese Characters of 2013, Big5 level 1, JIS X 0208 and
# KS X 1001, each in the form of han_variants.tsv. Readings that only names have are in
# han_words.tsv, which is written by hand.
#
# Written by tools/write_han.py from the Unihan database of Unicode 15.0 (fields kMandarin,
# kHanyuPinlu, kTGHZ2013, kCantonese, kHangul, kJapaneseOn, kJapaneseKun).
"""
WADE_HEAD = """\
# Syllables of Mandarin in Pinyin and what Wade-Giles writes for them, where that is another word:
# without the apostrophe of aspirated sounds and without diaeresis, as in names.
#
#     Pinyin    Wade-Giles
#
# Written by tools/write_han.py by the rules of both systems, for the syllables of han_readings.tsv.
"""


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folder = sys.argv[2] if len(sys.argv) == 3 else os.path.join(root, "data", "translit")
    facts = read_unihan(sys.argv[1])
    variants = variants_of(facts)
    rows = read_all(facts, variants)
    forms = defaultdict(list)
    for code, target in sorted(variants.items()):
        forms[target].append(code)
    with open(os.path.join(folder, "han_variants.tsv"), "w", encoding="utf-8") as out:
        out.write(VARIANTS_HEAD)
        for target, codes in sorted(forms.items()):
            out.write(chr(target) + "\t" + " ".join(map(chr, codes)) + "\n")
    with open(os.path.join(folder, "wade_giles.tsv"), "w", encoding="utf-8") as out:
        out.write(WADE_HEAD)
        for syllable in sorted({reading for columns in rows.values() for reading in columns[0]}):
            if wade_giles(syllable) != syllable:
                out.write(f"{syllable}\t{wade_giles(syllable)}\n")
    with open(os.path.join(folder, "han_readings.tsv"), "w", encoding="utf-8") as out:
        out.write(READINGS_HEAD)
        for code, (pinyin, taiwan, hong_kong, groups, hepburn_) in rows.items():
            columns = [pinyin, taiwan, hong_kong, map("/".join, groups), hepburn_]
            columns = map(" ".join, columns)
            out.write(chr(code) + "\t" + "\t".join(c or "-" for c in columns) + "\n")


if __name__ == "__main__":
    main()
