/* Words for party types and roles of parts. */
#include <interdict/names.h>

#include <assert.h>

static const char *const party_names[] = {
#define NAME(name, text) text,
    IX_PARTY_LIST(NAME)
#undef NAME
};

#define PARTY_COUNT ((int)(sizeof party_names / sizeof party_names[0]))

const char *ix_party_type_name(ix_party_type type) {
    assert((int)type >= 0 && (int)type < PARTY_COUNT);
    return party_names[type];
}

bool ix_party_type_parse(ix_party_type *type, ix_str name) {
    for (int i = 0; i < PARTY_COUNT; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(party_names[i]))) {
            *type = (ix_party_type)i;
            return true;
        }
    }
    return false;
}

const char *ix_part_role_name(ix_part_role role) {
    static const char *const names[] = {
        [IX_ROLE_UNKNOWN] = "unknown",
        [IX_ROLE_GIVEN] = "given",
        [IX_ROLE_FAMILY] = "family",
        [IX_ROLE_PATRONYMIC] = "patronymic",
        [IX_ROLE_PARTICLE] = "particle",
        [IX_ROLE_TITLE] = "title",
        [IX_ROLE_SUFFIX] = "suffix",
        [IX_ROLE_INITIAL] = "initial",
        [IX_ROLE_LEGAL_FORM] = "legal_form",
        [IX_ROLE_GENERIC] = "generic",
        [IX_ROLE_DISTINCTIVE] = "distinctive",
        [IX_ROLE_NUMBER] = "number",
        [IX_ROLE_STOP] = "stop",
    };
    assert((int)role >= 0 && (size_t)role < sizeof names / sizeof names[0]);
    return names[role];
}
