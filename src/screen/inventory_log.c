/* Who spoke to which host: DNS query logs (BIND, dnsmasq, unbound, Windows), proxy logs (squid,
 * common log format, Zeek), and plain lists of hosts, one a line. Nothing is asked of a line but
 * what all of them have: the names of hosts in it, the time, the client's address.
 *
 *     28-Oct-2024 09:15:02.113 client @0x7f 10.0.4.17#53121 (dnl-03.geo.kaspersky.com): query: ...
 *     1727629200.512  110 10.0.4.17 TCP_MISS/200 3021 GET http://dnl-03.geo.kaspersky.com/bases/ -
 *
 * Windows writes names as (6)dnl-03(3)geo(9)kaspersky(3)com(0). */
#include "inventory.h"
#include "inventory_time.h"

#include <string.h>

#define NAME_BYTES_MAX 253 /* RFC 1035, section 2.3.4 */

static bool is_label(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Letters, digits, hyphens with dots between, and a last label of letters (or an xn-- one). */
static bool is_host(ix_str text) {
    ptrdiff_t dot = -1;
    if (text.len < 4 || text.len > NAME_BYTES_MAX || text.ptr[0] == '.') {
        return false;
    }
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            if (i > 0 && text.ptr[i - 1] == '.') {
                return false;
            }
            dot = i;
        }
    }
    ix_str last = ix_str_slice(text, dot + 1, text.len);
    if (dot <= 0 || last.len < 2) {
        return false;
    }
    bool letters = true;
    for (ptrdiff_t i = 0; i < last.len; i++) {
        letters = letters && is_letter(last.ptr[i]);
    }
    return letters || ix_str_starts_with(last, IX_STR("xn--"));
}

/* Four numbers with dots, or groups of hexadecimal digits with colons. */
static bool is_address(ix_str text) {
    int dots = 0;
    int colons = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!hex && c != '.' && c != ':') {
            return false;
        }
        dots += c == '.';
        colons += c == ':';
        if (dots > 0 && !is_digit(c) && c != '.') {
            return false;
        }
    }
    return (dots == 3 && colons == 0 && text.len >= 7) || (colons >= 2 && dots == 0);
}

/* ------------------------------------------------------------------ Windows' names */

/* "(6)dnl-03(3)geo(0)" as "dnl-03.geo"; false when it is none. */
static bool read_counted(inventory_reader *r, ix_str line, ix_str *name) {
    ptrdiff_t at = ix_str_find(line, IX_STR("("), 0);
    char *out = IX_NEW(r->scratch, char, NAME_BYTES_MAX + 2);
    ptrdiff_t len = 0;
    while (out != NULL && at >= 0 && at + 2 < line.len && line.ptr[at] == '(') {
        ix_str rest;
        int64_t count = 0;
        ix_str digits = ix_str_cut(ix_str_slice(line, at + 1, line.len), ')', &rest);
        if (!ix_str_to_int(digits, &count) || count > 63) {
            return false;
        }
        if (count == 0 || rest.len < count || len + count + 1 > NAME_BYTES_MAX) {
            *name = (ix_str){out, len};
            return count == 0 && is_host(*name);
        }
        out[len] = '.';
        len += len > 0;
        memcpy(out + len, rest.ptr, (size_t)count);
        len += (ptrdiff_t)count;
        at += 2 + digits.len + (ptrdiff_t)count;
    }
    return false;
}

/* ------------------------------------------------------------------ lines */

typedef void (*token_sink)(void *context, ix_str token);

/* Runs of what names and addresses are made of; a port behind '#' or ':' is cut off. */
static void each_token(ix_str line, token_sink each, void *context) {
    for (ptrdiff_t at = 0; at < line.len;) {
        ptrdiff_t from = at;
        while (at < line.len && (is_label(line.ptr[at]) || line.ptr[at] == '.')) {
            at++;
        }
        ix_str token = ix_str_slice(line, from, at);
        token.len -= token.len > 0 && token.ptr[token.len - 1] == '.';
        if (token.len > 0) {
            each(context, token);
        }
        at += at == from;
    }
}

typedef struct line_reading {
    inventory_reader *r;
    ix_str client;
    int hosts;
    ix_str first;
} line_reading;

static void read_token(void *context, ix_str token) {
    line_reading *l = context;
    if (is_address(token)) {
        l->client = l->client.len == 0 ? token : l->client;
    } else if (is_host(token)) {
        l->first = l->hosts++ == 0 ? token : l->first;
        int before = l->r->component.signs.count;
        inventory_sign(l->r, IX_SIGN_DOMAIN, token, IX_STR("host"));
        if (l->r->component.signs.count > before) {
            l->r->component.name = token; /* which of several it was */
        }
    }
}

/* An IPv6 address is no run of the letters above. */
static ix_str word_address(ix_str line) {
    ix_str rest = line;
    while (rest.ptr != NULL) {
        ix_str port;
        ix_str word = ix_str_cut(ix_str_cut(rest, ' ', &rest), '#', &port);
        if (word.len > 2 && is_address(word)) {
            return word;
        }
    }
    return (ix_str){0};
}

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    ix_str text = ix_str_trim(line);
    if (text.ptr[0] == '#') {
        return IX_OK; /* a heading of Zeek's or of a list of hosts */
    }
    line_reading l = {.r = r};
    inventory_begin(r, CLASS_CONTACT, number);
    r->component.at = inventory_time(text);
    each_token(text, read_token, &l);
    ix_str counted;
    if (read_counted(r, text, &counted)) {
        read_token(&l, counted);
    }
    r->component.name = r->component.name.len == 0 ? l.first : r->component.name;
    r->component.place = l.client.len > 0 ? l.client : word_address(text);
    return inventory_end(r);
}

/* ------------------------------------------------------------------ telling a log */

static void count_host(void *context, ix_str token) {
    line_reading *l = context;
    l->hosts += is_host(token);
    l->client = is_address(token) ? token : l->client;
}

/* "klif.sys" has the form of a host. */
static bool is_file(ix_str text) {
    static const char *const ends[] = {".sys", ".exe",     ".dll",  ".msi",  ".so",  ".deb", ".rpm",
                                       ".zip", ".gz",      ".js",   ".py",   ".xml", ".txt", ".lua",
                                       ".jar", ".com.txt", ".json", ".conf", ".yml", ".md"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ix_str end = ix_str_from_cstr(ends[i]);
        if (text.len > end.len &&
            ix_str_equal_ascii_nocase(ix_str_slice(text, text.len - end.len, text.len), end)) {
            return true;
        }
    }
    return false;
}

static bool is_entry(ix_str line) {
    ix_str text = ix_str_trim(line);
    line_reading l = {.r = NULL};
    each_token(text, count_host, &l);
    bool timed = inventory_time(text).kind != IX_WHEN_NONE;
    bool windows = ix_str_find(text, IX_STR("(0)"), 0) >= 0 && timed;
    bool alone = is_host(text) && !is_file(text);
    bool addressed = l.client.len > 0 || word_address(text).len > 0;
    if (text.ptr[0] == '{') {
        return false; /* a row of json, with names for what is in it */
    }
    return text.ptr[0] == '#' || windows || alone || (l.hosts > 0 && (timed || addressed));
}

int inventory_sniff_log(ix_str start) {
    int percent = inventory_percent(start, is_entry);
    return percent >= 60 ? 50 : percent >= 30 ? 25 : 0;
}

ix_status inventory_read_log(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
