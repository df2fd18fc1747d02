/* What stands in the fields of Australia's list. */
#include "au.h"
#include "days.h"
#include "xlsx.h"

#include <string.h>

#define YEAR_MIN       1850 /* of a birth; a year of another calendar is no date */
#define YEAR_MAX       2100
#define COMPARED_MAX   256 /* details with which a further one is compared */
#define DATE_BYTES_MAX 64

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ------------------------------------------------------------------ items */

au_items au_items_of(ix_str text) {
    return (au_items){.rest = ix_str_trim(text), .letter = 'a'};
}

/* Bytes of a mark such as "b)" or "iii)" at `at`, else 0; keeps count of the marks. */
static ptrdiff_t mark_at(au_items *items, ptrdiff_t at) {
    static const ix_str romans[] = {{"ii)", 3},  {"iii)", 4},  {"iv)", 3}, {"vi)", 3},
                                    {"vii)", 4}, {"viii)", 5}, {"ix)", 3}};
    ix_str text = items->rest;
    if (at > 0 && memchr(" ,.;:(", text.ptr[at - 1], 6) == NULL) {
        return 0;
    }
    ix_str here = ix_str_slice(text, at, text.len);
    if (here.len > 1 && here.ptr[1] == ')') {
        bool next = here.ptr[0] == items->letter || (items->letter == 'a' && here.ptr[0] == 'b');
        if (next) {
            items->letter = (char)(here.ptr[0] + 1);
            return 2;
        }
        if (here.ptr[0] == 'v' && items->after_iv) {
            items->after_iv = false;
            return 2;
        }
        return 0;
    }
    for (size_t i = 0; i < sizeof romans / sizeof romans[0]; i++) {
        if (ix_str_starts_with(here, romans[i])) {
            items->after_iv = romans[i].ptr[1] == 'v' && romans[i].ptr[0] == 'i';
            return romans[i].len;
        }
    }
    return 0;
}

/* Without the signs that part it from its neighbours. */
static ix_str bare(ix_str item) {
    item = ix_str_trim(item);
    while (item.len > 0 && memchr(",;", item.ptr[item.len - 1], 2) != NULL) {
        item = ix_str_trim(ix_str_slice(item, 0, item.len - 1));
    }
    while (item.len > 0 && memchr(",;:", item.ptr[0], 3) != NULL) {
        item = ix_str_trim(ix_str_slice(item, 1, item.len));
    }
    return item;
}

bool au_items_next(au_items *items, ix_str *item) {
    while (items->rest.len > 0) {
        ix_str text = items->rest;
        int open = 0;
        ptrdiff_t end = 0;
        ptrdiff_t mark = 0;
        for (; end < text.len; end++) {
            mark = mark_at(items, end);
            bool parted = text.ptr[end] == ';' && open <= 0;
            if (mark > 0 || parted) {
                mark += mark == 0;
                break;
            }
            open += (text.ptr[end] == '(') - (text.ptr[end] == ')');
        }
        items->rest = ix_str_slice(text, end + mark, text.len);
        bool opened = end > 0 && mark > 1 && text.ptr[end - 1] == '('; /* "(b)" */
        *item = bare(ix_str_slice(text, 0, end - opened));
        if (item->len > 0) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ dates */

static bool read_int(ix_str text, int64_t min, int64_t max, int64_t *value) {
    return ix_str_to_int(text, value) && *value >= min && *value <= max;
}

/* "4/05/1961" and "05/1961" as the dates that are meant: the day first, always. */
static ix_str plain_date(ix_str text, char room[DATE_BYTES_MAX], bool dates_1904) {
    while (text.len > 0 && text.ptr[0] == '/') {
        text = ix_str_slice(text, 1, text.len);
    }
    ix_buf out = {.ptr = room, .cap = DATE_BYTES_MAX, .max = DATE_BYTES_MAX - 1};
    int64_t serial;
    ix_str rest;
    int64_t a = 0;
    int64_t b = 0;
    int64_t c = 0;
    if (!read_int(text, YEAR_MIN, YEAR_MAX, &serial) && ix_xlsx_day(&serial, text, dates_1904)) {
        ix_when_print(&out, (ix_when){IX_WHEN_DATE, serial});
        return ix_buf_view(&out);
    }
    bool first = read_int(ix_str_cut(text, '/', &rest), 1, 31, &a) && rest.ptr != NULL;
    bool second = first && read_int(ix_str_cut(rest, '/', &rest), 1, YEAR_MAX, &b);
    if (second && rest.ptr == NULL && a <= 12 && b >= YEAR_MIN) {
        ix_buf_printf(&out, "%04d-%02d", (int)b, (int)a);
    } else if (second && b <= 12 && read_int(rest, 1000, 9999, &c)) {
        ix_buf_printf(&out, "%04d-%02d-%02d", (int)c, (int)b, (int)a);
    } else {
        return text;
    }
    return ix_buf_view(&out);
}

static bool is_birth_known(const ix_entity *e, ix_date_range range) {
    int count = e->birth_count < COMPARED_MAX ? e->birth_count : COMPARED_MAX;
    for (int i = 0; i < count; i++) {
        if (ix_date_equal(e->births[i].from, range.from) &&
            ix_date_equal(e->births[i].to, range.to)) {
            return true;
        }
    }
    return false;
}

/* Without "Approximately" and what follows it; false when the text does not begin so. */
static bool take_circa(ix_str *text) {
    static const ix_str word = {"approximately", 13};
    if (!ix_str_equal_ascii_nocase(ix_str_slice(*text, 0, word.len), word)) {
        return false;
    }
    *text = ix_str_trim(ix_str_slice(*text, word.len, text->len));
    if (ix_str_starts_with(*text, IX_STR(":"))) {
        *text = ix_str_trim(ix_str_slice(*text, 1, text->len));
    }
    return true;
}

/* Add one date, or each reading of one that is ambiguous all the same; false when it is none. */
static bool add_birth(ix_draft *draft, ix_str text, bool dates_1904) {
    char room[DATE_BYTES_MAX];
    ix_date_range readings[2];
    int count = 0;
    bool circa = take_circa(&text);
    if (ix_date_parse(readings, &count, plain_date(text, room, dates_1904), NULL) != IX_OK ||
        readings[0].from.year < YEAR_MIN) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        readings[i].from.circa |= circa;
        readings[i].to.circa |= circa;
        if (!is_birth_known(&draft->entity, readings[i])) {
            ix_draft_born(draft, readings[i]);
        }
    }
    return true;
}

/* One date, or two with a space between them. */
static void add_births(ix_draft *draft, ix_str text, bool dates_1904) {
    if (add_birth(draft, text, dates_1904)) {
        return;
    }
    for (ptrdiff_t at = 1; at < text.len && text.len < DATE_BYTES_MAX; at++) {
        int before = draft->entity.birth_count;
        if (text.ptr[at] == ' ' && add_birth(draft, ix_str_slice(text, 0, at), dates_1904)) {
            if (add_birth(draft, ix_str_slice(text, at + 1, text.len), dates_1904)) {
                return;
            }
            draft->entity.birth_count = before;
        }
    }
    ix_draft_unmodelled(draft, IX_STR("date_of_birth"), text);
}

void au_births(ix_draft *draft, ix_str text, bool dates_1904) {
    au_items items = au_items_of(text);
    for (ix_str item; au_items_next(&items, &item);) {
        while (item.ptr != NULL) {
            ix_str rest;
            ix_str date = ix_str_trim(ix_str_cut(item, ',', &rest));
            if (date.len > 0) {
                add_births(draft, date, dates_1904);
            }
            item = rest;
        }
    }
}

bool au_first_day(int64_t *day, ix_str text, bool dates_1904) {
    return ix_xlsx_day(day, text, dates_1904) || ix_days_first(day, text);
}

/* ------------------------------------------------------------------ references */

ix_str au_un_reference(ix_draft *draft, ix_str text) {
    static const ptrdiff_t bytes = 7;
    text = ix_str_trim(text);
    bool shaped = text.len >= bytes && is_letter(text.ptr[0]) && is_letter(text.ptr[1]) &&
                  memchr("ieIE", text.ptr[2], 4) != NULL && text.ptr[3] == '.' &&
                  (text.len == bytes || !is_digit(text.ptr[bytes]));
    for (ptrdiff_t i = 4; i < bytes && shaped; i++) {
        shaped = is_digit(text.ptr[i]);
    }
    char *reference = shaped ? ix_arena_alloc(draft->arena, 1, 1, (size_t)bytes) : NULL;
    if (reference == NULL) {
        draft->status = shaped ? IX_E_MEMORY : draft->status;
        return (ix_str){0};
    }
    memcpy(reference, text.ptr, (size_t)bytes);
    for (int i = 0; i < 3; i++) { /* "Qdi.081" stands here and there */
        reference[i] = (char)(i < 2 ? reference[i] & ~0x20 : reference[i] | 0x20);
    }
    return (ix_str){reference, bytes};
}

/* ------------------------------------------------------------------ addresses */

/* Where the last comma outside of parentheses stands, or -1. */
static ptrdiff_t last_comma(ix_str text) {
    int open = 0;
    for (ptrdiff_t i = text.len; i-- > 0;) {
        open += (text.ptr[i] == ')') - (text.ptr[i] == '(');
        if (text.ptr[i] == ',' && open <= 0) {
            return i;
        }
    }
    return -1;
}

static ix_str without_period(ix_str text) {
    bool ends = ix_str_ends_with(text, IX_STR("."));
    return ix_str_trim(ix_str_slice(text, 0, text.len - ends));
}

/* Cut a parenthesis that ends the text: "Italy (at June 2009)". */
static ix_str take_remark(ix_str *text) {
    ptrdiff_t open = text->len > 0 && text->ptr[text->len - 1] == ')' ? text->len - 1 : 0;
    for (int depth = 1; open > 0 && depth > 0;) {
        open--;
        depth += (text->ptr[open] == ')') - (text->ptr[open] == '(');
    }
    if (open <= 0) {
        return (ix_str){0};
    }
    ix_str remark = ix_str_slice(*text, open + 1, text->len - 1);
    *text = ix_str_trim(ix_str_slice(*text, 0, open));
    return remark;
}

/* The country that ends an address which has no comma before it: "1 Way Orenburg 460005 Russia". */
static ix_str last_words_country(ix_draft *draft, ix_str text) {
    char code[3];
    ptrdiff_t at = text.len;
    for (int words = 0; words < 3 && at > 0; words++) {
        for (at--; at > 0 && text.ptr[at - 1] != ' ';) {
            at--;
        }
        ix_str country = ix_str_slice(text, at, text.len);
        bool numbered = false;
        for (ptrdiff_t i = 0; i < at; i++) {
            numbered |= is_digit(text.ptr[i]);
        }
        if (numbered && ix_draft_country(draft, code, country)) {
            return country;
        }
    }
    return (ix_str){0};
}

static bool is_address_known(const ix_entity *e, const ix_address *other) {
    int count = e->address_count < COMPARED_MAX ? e->address_count : COMPARED_MAX;
    for (int i = 0; i < count; i++) {
        const ix_address *a = &e->addresses[i];
        if (ix_str_equal(a->street, other->street) && ix_str_equal(a->place, other->place) &&
            ix_str_equal(a->country_text, other->country_text) &&
            ix_str_equal(a->remark, other->remark)) {
            return true;
        }
    }
    return false;
}

/* "Street, Place, Country (remark)", the country at its end where it is known as one. */
static void add_address(ix_draft *draft, ix_str text) {
    char code[3];
    ix_address a = {0};
    ix_str whole = text;
    ptrdiff_t comma = last_comma(text);
    ix_str last = without_period(bare(ix_str_slice(text, comma + 1, text.len)));
    if (!ix_draft_country(draft, code, last)) {
        a.remark = take_remark(&text);
        text = bare(text); /* "Yemen, (previous address)" */
        comma = last_comma(text);
        last = without_period(bare(ix_str_slice(text, comma + 1, text.len)));
    }
    if (ix_draft_country(draft, code, last)) {
        a.country_text = last;
        text = bare(ix_str_slice(text, 0, comma < 0 ? 0 : comma));
    } else {
        a.country_text = last_words_country(draft, without_period(text));
        ptrdiff_t end = without_period(text).len - a.country_text.len;
        text = a.country_text.len > 0 ? bare(ix_str_slice(text, 0, end)) : text;
    }
    if (text.len == 0 && a.country_text.len == 0) {
        a.remark = (ix_str){0}; /* the parenthesis is all there is */
        text = whole;
    }
    comma = last_comma(text);
    a.place = bare(ix_str_slice(text, comma + 1, text.len));
    a.street = bare(ix_str_slice(text, 0, comma < 0 ? 0 : comma));
    if (!is_address_known(&draft->entity, &a)) {
        ix_draft_address(draft, a.street, a.place, a.country_text, a.remark);
    }
}

void au_addresses(ix_draft *draft, ix_str text) {
    static const ix_str label = {"Address:", 8};
    text = ix_str_trim(text);
    if (ix_str_starts_with(text, label)) {
        text = ix_str_slice(text, label.len, text.len);
    }
    au_items items = au_items_of(text);
    for (ix_str item; au_items_next(&items, &item);) {
        add_address(draft, item);
    }
}
