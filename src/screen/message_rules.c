/* What the law itself says of a message: barred products that its text names, territories that its
 * parties or its text lie in. */
#include "message_screen.h"

#include <string.h>

/* ------------------------------------------------------------------ products */

/* What is being done: as asked, else as the words of the payment tell. */
static ix_status told_context(ix_context *out, const message_screening *m, ix_str text) {
    *out = *m->s->context;
    return out->activity.len > 0 ? IX_OK
                                 : ix_products_activity(&out->activity, m->s->screener->products,
                                                        text, m->s->arena, m->s->error);
}

static ix_status keep_product(message_screening *m, const ix_product_mention *mention, ix_str text,
                              const ix_context *context) {
    screening *s = m->s;
    const ix_product *product = mention->product;
    ix_product_measure *measures;
    int count;
    ix_finding finding;
    bool told = context->activity.len > 0;
    rule_subject subject = {.list = IX_STR("products"),
                            .key = product->id,
                            .name = product->name,
                            .type = IX_PARTY_PRODUCT,
                            .identity = !mention->bare ? IX_IDENTITY_ESTABLISHED
                                        : told         ? IX_IDENTITY_OPEN
                                                       : IX_IDENTITY_SUPPRESSED,
                            .why = mention->bare ? IX_STR("the text has the maker's name alone")
                                                 : IX_STR("the text names the product"),
                            .kind = IX_EVIDENCE_NAME,
                            .query = ix_str_slice(text, mention->from, mention->to),
                            .listed = product->name,
                            .from = mention->from,
                            .to = mention->to};
    ix_status status =
        ix_rules_product(&measures, &count, s->screener->rules, product->family, product->scope,
                         context, s->decision->as_of, s->arena, s->error);
    if (status == IX_OK && count > 0) {
        status = screening_product(s, &finding, &subject, measures, count);
    }
    if (status != IX_OK || count == 0 || finding.listing_count == 0) {
        return status;
    }
    return message_keep_text_finding(m, &finding);
}

ix_status message_find_products(message_screening *m, ix_str text) {
    screening *s = m->s;
    ix_product_mention *mentions;
    int count;
    if (s->screener->products == NULL) {
        return IX_OK;
    }
    ix_status status =
        ix_products_in_text(&mentions, &count, s->screener->products, text, s->arena, s->error);
    ix_context context = {0};
    if (count > 0 && status == IX_OK) {
        status = told_context(&context, m, text);
    }
    for (int i = 0; i < count && status == IX_OK; i++) {
        if (message_is_said(message_field_at(m, mentions[i].from))) {
            status = keep_product(m, &mentions[i], text, &context);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ territories */

static ix_status keep_place(message_screening *m, const ix_place *place, int32_t number,
                            ix_identity identity) {
    const ix_message_field *field = &m->message->fields[number];
    ix_finding finding;
    rule_subject subject = {.list = IX_STR("places"),
                            .key = place->key,
                            .name = place->title,
                            .identity = identity,
                            .why = place->from < 0 ? IX_STR("the country of the party tells")
                                   : place->sure   ? IX_STR("the place is named")
                                                 : IX_STR("a place of that name may lie elsewhere"),
                            .kind = place->from < 0 ? IX_EVIDENCE_COUNTRY : IX_EVIDENCE_ADDRESS,
                            .query = place->word,
                            .listed = place->title};
    int64_t from;
    int64_t to;
    bool whole = place->from < 0 || place->to > field->value.len;
    message_origin(&from, &to, field, whole ? 0 : place->from,
                   whole ? (int32_t)field->value.len : place->to);
    subject.from = (int32_t)from;
    subject.to = (int32_t)to;
    ix_status status = screening_place(m->s, &finding, &subject, place);
    if (status != IX_OK || finding.listing_count == 0) {
        return status;
    }
    ((ix_evidence *)(uintptr_t)finding.evidence)->name = number;
    return message_keep_finding_at(m, &finding, number);
}

/* The territories that one field tells. A branch of a bank lies where its BIC says. */
static ix_status find_in_field(message_screening *m, int32_t number, ix_identity at_most) {
    const ix_message_field *field = &m->message->fields[number];
    screening *s = m->s;
    char *country = IX_NEW(s->arena, char, 3); /* what is found tells it */
    ix_str text = field->value;
    ix_place *places;
    int count;
    if (country == NULL) {
        return ix_error_set(s->error, IX_E_MEMORY, "no memory for a message");
    }
    if (field->kind == IX_VALUE_COUNTRY && message_is_country(field->value)) {
        memcpy(country, field->value.ptr, 2);
        text = (ix_str){0};
    } else if (field->kind == IX_VALUE_IDENTIFIER) {
        memcpy(country, field->value.ptr + 4, 2);
        text = (ix_str){0};
    }
    ix_status status = ix_rules_places(&places, &count, s->screener->rules, country, text, true,
                                       s->context, s->decision->as_of, s->arena, s->error);
    for (int i = 0; i < count && status == IX_OK; i++) {
        ix_identity identity = places[i].sure ? IX_IDENTITY_ESTABLISHED : IX_IDENTITY_OPEN;
        status = keep_place(m, &places[i], number, identity > at_most ? at_most : identity);
    }
    return status;
}

/* Where a field may tell a place, and how sure that then is; BELOW: it cannot. */
static ix_identity place_bar(const ix_message_field *field) {
    switch (field->kind) {
    case IX_VALUE_TOWN:
    case IX_VALUE_REGION:
    case IX_VALUE_COUNTRY:
        return IX_IDENTITY_ESTABLISHED;
    case IX_VALUE_IDENTIFIER:
        return field->identifier == IX_ID_BIC && message_is_bic(field->value)
                   ? IX_IDENTITY_ESTABLISHED
                   : IX_IDENTITY_BELOW;
    case IX_VALUE_ADDRESS:
        return IX_IDENTITY_OPEN;
    case IX_VALUE_TEXT:
        return message_is_said(field) ? IX_IDENTITY_OPEN : IX_IDENTITY_BELOW;
    case IX_VALUE_NAME:
    case IX_VALUE_BIRTH_DATE:
    case IX_VALUE_BIRTH_TOWN:
    case IX_VALUE_BIRTH_REGION:
    case IX_VALUE_BIRTH_COUNTRY:
        break;
    }
    return IX_IDENTITY_BELOW;
}

ix_status message_find_places(message_screening *m) {
    ix_status status = IX_OK;
    for (int32_t i = 0; i < m->message->field_count && status == IX_OK; i++) {
        ix_identity bar = place_bar(&m->message->fields[i]);
        status = bar == IX_IDENTITY_BELOW ? IX_OK : find_in_field(m, i, bar);
    }
    return status;
}
