/* A decision on an inventory for people.
 *
 *     PROHIBITED  PC-FED-7 (uninstall.reg)  as of 2025-03-01
 *     Prohibited under NDAA-2018-1634: Kaspersky Total Security.
 *
 *     1. Kaspersky Total Security, of Kaspersky Lab
 *        effect      prohibited
 *        found       Kaspersky Total Security 21.2 (line 11): product name "Kaspersky Total
 * Security", publisher "Kaspersky" bars        No department ... may use it; since 2018-10-01
 *                    NDAA-2018-1634, ...
 *        owed        ... */
#include "inventory_page.h"
#include "words.h"
#include "writers.h"

#define LABEL_COLUMNS    12
#define INDENT           3
#define COMPONENTS_SHOWN 5
#define SIGNS_SHOWN      4

void inventory_append_verdict(ix_buf *out, ix_verdict verdict, bool color) {
    ix_str name = ix_str_from_cstr(ix_verdict_name(verdict));
    const char *paint = verdict == IX_VERDICT_CLEAR  ? "\033[1;32m"
                        : verdict == IX_VERDICT_INFO ? "\033[1;36m"
                        : verdict == IX_VERDICT_REVIEW || verdict == IX_VERDICT_LICENSE
                            ? "\033[1;33m"
                            : "\033[1;31m";
    ix_buf_append_cstr(out, color ? paint : "");
    for (ptrdiff_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        ix_buf_append_char(out, c == '_' ? ' ' : c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
    ix_buf_append_cstr(out, color ? "\033[0m" : "");
}

void inventory_append_line(ix_buf *out, int indent, const char *label, ix_str text) {
    if (text.len == 0) {
        return;
    }
    ix_buf_printf(out, "%*s", indent, "");
    words_append_padded(out, ix_str_from_cstr(label), LABEL_COLUMNS);
    words_append_wrapped(out, text, INVENTORY_PAGE_COLUMNS, indent + LABEL_COLUMNS,
                         indent + LABEL_COLUMNS);
    ix_buf_append_char(out, '\n');
}

static void line_of(ix_buf *out, const char *label, ix_buf *text) {
    inventory_append_line(out, INDENT, label, ix_buf_view(text));
    ix_buf_clear(text);
}

static const char *sign_words(ix_sign sign) {
    switch (sign) {
#define SIGN_WORDS(name, word, text)                                                               \
    case name:                                                                                     \
        return text;
        IX_SIGN_LIST(SIGN_WORDS)
#undef SIGN_WORDS
    case IX_SIGN_COUNT:
        break;
    }
    return "sign";
}

static void append_when(ix_buf *out, const char *word, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_buf_append_cstr(out, word);
        ix_when_print(out, when);
    }
}

/* ------------------------------------------------------------------ what was found */

/* The line, else the place; of a contact the line and the client. */
static void append_place(ix_buf *out, const ix_found_component *component, bool contact) {
    if (contact && component->place.len > 0) {
        ix_buf_append_cstr(out, " from ");
        ix_buf_append(out, component->place);
    }
    if (component->line > 0) {
        ix_buf_printf(out, " (line %lld)", (long long)component->line);
    } else if (component->place.len > 0) {
        ix_buf_printf(out, " (%" IX_FMT ")", IX_ARG(component->place));
    }
}

/* Two signs of the data may be one value of the inventory. */
static bool is_again(const ix_found_component *component, int sign) {
    for (int i = 0; i < sign; i++) {
        if (component->signs[i].sign->kind == component->signs[sign].sign->kind &&
            ix_str_equal(component->signs[i].value, component->signs[sign].value)) {
            return true;
        }
    }
    return false;
}

static void append_component(ix_buf *out, const ix_found_component *component, bool contact) {
    int shown = 0;
    ix_buf_append(out, component->name.len > 0 ? component->name : IX_STR("without a name"));
    if (component->version.len > 0) {
        ix_buf_append_char(out, ' ');
        ix_buf_append(out, component->version);
    }
    append_when(out, " at ", component->at);
    append_place(out, component, contact);
    for (int i = 0; i < component->sign_count; i++) {
        const ix_found_sign *sign = &component->signs[i];
        if (!is_again(component, i) && shown++ < SIGNS_SHOWN) {
            ix_buf_printf(out, "%s %s \"%" IX_FMT "\"", shown == 1 ? ":" : ",",
                          sign_words(sign->sign->kind), IX_ARG(sign->value));
        }
    }
    if (shown > SIGNS_SHOWN) {
        ix_buf_printf(out, " and %d more signs", shown - SIGNS_SHOWN);
    }
}

static void write_components(ix_buf *out, const ix_find *find, ix_buf *text) {
    for (int i = 0; i < find->component_count && i < COMPONENTS_SHOWN; i++) {
        append_component(text, &find->components[i], find->contact);
        line_of(out, i > 0 ? "" : find->contact ? "contact" : "found", text);
    }
    if (find->component_total > COMPONENTS_SHOWN) {
        ix_buf_printf(text, "and %lld more", (long long)(find->component_total - COMPONENTS_SHOWN));
        line_of(out, "", text);
    }
}

/* ------------------------------------------------------------------ the law */

static void append_texts(ix_buf *out, const char *before, const ix_str *items, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_append_cstr(out, i == 0 ? before : ", ");
        ix_buf_append(out, items[i]);
    }
}

static const char *listing_label(const ix_finding *finding, const ix_finding_listing *listing) {
    if (listing->effect > IX_VERDICT_INFO) {
        return finding->identity == IX_IDENTITY_ESTABLISHED ? "barred" : "would bar";
    }
    if (listing->times.state == IX_LISTING_ANNOUNCED) {
        return "to come";
    }
    return listing->law.full > IX_VERDICT_INFO ? "bars" : "says";
}

static void write_listing(ix_buf *out, const ix_finding *finding, const ix_finding_listing *listing,
                          ix_buf *text) {
    if (listing->reason.len == 0 || listing->idle.len > 0) {
        return;
    }
    append_when(text, listing->times.state == IX_LISTING_ANNOUNCED ? "from " : "since ",
                listing->times.effective_from);
    append_when(text, " until ", listing->times.effective_until);
    ix_buf_append_cstr(text, text->len > 0 ? ": " : "");
    ix_buf_append(text, listing->reason);
    line_of(out, listing_label(finding, listing), text);
    ix_buf_append(text, listing->effect > IX_VERDICT_INFO ? listing->law.authority
                                                          : listing->law.program);
    if (listing->law.full > listing->effect) {
        append_texts(text, "; depends on ", listing->law.depends_on, listing->law.depends_count);
    }
    line_of(out, "", text);
    for (int i = 0; i < listing->law.obligation_count; i++) {
        const ix_obligation *owed = &listing->law.obligations[i];
        words_append_spaced(text, owed->what);
        append_when(text, " by ", owed->due);
        ix_buf_append_cstr(text, ", ");
        ix_buf_append(text, owed->authority);
        line_of(out, "owed", text);
    }
}

/* Programmes that speak of the product, none of which measures applies: named, no more. */
static void write_idle(ix_buf *out, const ix_finding *finding, ix_buf *text) {
    for (int i = 0; i < finding->listing_count; i++) {
        ix_str program = finding->listings[i].law.program;
        bool told = finding->listings[i].idle.len == 0;
        for (int j = 0; j < finding->listing_count; j++) {
            told = told || (ix_str_equal(finding->listings[j].law.program, program) &&
                            (j < i || finding->listings[j].idle.len == 0));
        }
        if (!told) {
            ix_buf_append_cstr(text, text->len > 0 ? ", " : "");
            ix_buf_append(text, program);
        }
    }
    if (text->len > 0) {
        ix_buf_append_cstr(text, ": do not apply to who asks, or not to this");
    }
    line_of(out, "no matter", text);
}

static bool is_unverified(const ix_finding *finding) {
    for (int i = 0; i < finding->listing_count; i++) {
        if (!finding->listings[i].law.verified) {
            return true;
        }
    }
    return false;
}

static void write_identity(ix_buf *out, const ix_finding *finding, ix_buf *text) {
    ix_buf_append_cstr(text, words_effect(ix_str_from_cstr(ix_verdict_name(finding->effect))));
    line_of(out, "effect", text);
    ix_buf_printf(text, "%s, score ", ix_identity_name(finding->identity));
    ix_buf_append_fixed(text, finding->score, 4);
    ix_buf_append_cstr(text, ": ");
    ix_buf_append(text, finding->why);
    line_of(out, "identity", text);
}

/* A publisher that a list has: who it is, where it was named, what its listings ask. */
static void write_publisher(ix_buf *out, int number, const ix_finding *finding, bool color,
                            ix_buf *text) {
    ix_buf_printf(out, "\n%d. %s", number, color ? "\033[1m" : "");
    words_append(out, finding->name);
    ix_buf_append_cstr(out, color ? "\033[0m, listed as " : ", listed as ");
    words_append(out, finding->entity);
    ix_buf_append_char(out, '\n');
    write_identity(out, finding, text);
    for (int i = 0; i < finding->listing_count; i++) {
        const ix_finding_listing *listing = &finding->listings[i];
        for (int j = 0; j < listing->law.note_count; j++) {
            inventory_append_line(out, INDENT, "note", listing->law.notes[j].text);
        }
        append_when(text, "since ", listing->times.effective_from);
        ix_buf_append_cstr(text, text->len > 0 ? ": " : "");
        ix_buf_append(text, listing->law.program);
        ix_buf_append_cstr(text, ", ");
        ix_buf_append(text, listing->law.authority);
        if (listing->law.full > listing->effect) {
            append_texts(text, "; depends on ", listing->law.depends_on,
                         listing->law.depends_count);
        }
        line_of(out, "listing", text);
    }
}

static void write_finding(ix_buf *out, int number, const ix_finding *finding, bool color,
                          ix_buf *text) {
    if (finding->find == NULL) {
        write_publisher(out, number, finding, color, text);
        return;
    }
    const ix_product *product = finding->find->product;
    ix_buf_printf(out, "\n%d. %s", number, color ? "\033[1m" : "");
    words_append(out, finding->name);
    ix_buf_append_cstr(out, color ? "\033[0m, of " : ", of ");
    words_append(out, product->maker);
    ix_buf_append_char(out, '\n');
    write_identity(out, finding, text);
    ix_buf_append(text, product->scope);
    append_texts(text, "; ", product->risks.items, product->risks.count);
    line_of(out, "kind", text);
    write_components(out, finding->find, text);
    inventory_append_line(out, INDENT, "note", product->note);
    for (int i = 0; i < finding->listing_count; i++) {
        write_listing(out, finding, &finding->listings[i], text);
    }
    write_idle(out, finding, text);
    if (is_unverified(finding)) {
        inventory_append_line(out, INDENT, "caution",
                              IX_STR("a rule has not been verified against its source"));
    }
}

/* ------------------------------------------------------------------ the page */

static void write_head(ix_buf *out, const ix_decision *decision, bool color) {
    const ix_inventory *inventory = decision->inventory;
    inventory_append_verdict(out, decision->verdict, color);
    if (decision->open > decision->verdict) {
        ix_buf_append_cstr(out, ", open: ");
        inventory_append_verdict(out, decision->open, color);
    }
    ix_buf_append_cstr(out, "  ");
    if (inventory->host.len > 0) {
        words_append(out, inventory->host);
        ix_buf_append_cstr(out, " (");
    }
    words_append(out, inventory->source);
    ix_buf_append_cstr(out, inventory->host.len > 0 ? ")" : "");
    append_when(out, "  as of ", decision->as_of);
    ix_buf_append_char(out, '\n');
    words_append_wrapped(out, decision->reason, INVENTORY_PAGE_COLUMNS, 0, 0);
    ix_buf_append_char(out, '\n');
}

static void write_oddities(ix_buf *out, const ix_decision *decision, ix_buf *text) {
    ix_buf_append_cstr(out, decision->oddity_count > 0 ? "\n" : "");
    for (int i = 0; i < decision->oddity_count; i++) {
        const ix_oddity *odd = &decision->oddities[i];
        ix_buf_append(text, odd->where);
        ix_buf_append_cstr(text, ": ");
        ix_buf_append(text, odd->detail);
        line_of(out, i > 0 ? "" : "anomalies", text);
    }
}

void inventory_write_text(ix_buf *out, const ix_decision *decision,
                          const ix_decision_style *style) {
    const ix_inventory *inventory = decision->inventory;
    int shown = findings_shown(decision, style);
    ix_buf text;
    ix_buf_init(&text, (size_t)1 << 20);
    write_head(out, decision, style->color);
    for (int i = 0; i < shown; i++) {
        write_finding(out, i + 1, &decision->findings[i], style->color, &text);
    }
    if (shown < decision->finding_count) {
        ix_buf_printf(out, "\n%d more findings are not printed (--limit %d).\n",
                      decision->finding_count - shown, style->limit);
    }
    write_oddities(out, decision, &text);
    if (decision->verdict != IX_VERDICT_NOT_SCREENED || inventory->format.len > 0) {
        ix_buf_printf(out, "\n   %-12s%" IX_FMT ", %lld components, %lld others\n", "read as",
                      IX_ARG(inventory->format), (long long)inventory->components,
                      (long long)inventory->others);
    }
    ix_buf_free(&text);
}
