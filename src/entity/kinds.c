/* The names of name kinds and identifier types, as JSON and the command line write them. */
#include <interdict/entity.h>

static const char *const name_kind_names[] = {
#define NAME_KIND_TEXT(name, text) text,
    IX_NAME_KIND_LIST(NAME_KIND_TEXT)
#undef NAME_KIND_TEXT
};

static const char *const identifier_names[] = {
#define IDENTIFIER_TEXT(name, text) text,
    IX_IDENTIFIER_LIST(IDENTIFIER_TEXT)
#undef IDENTIFIER_TEXT
};

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

const char *ix_name_kind_name(ix_name_kind kind) {
    return (int)kind >= 0 && (int)kind < COUNT(name_kind_names) ? name_kind_names[kind] : "unknown";
}

const char *ix_identifier_type_name(ix_identifier_type type) {
    return (int)type >= 0 && (int)type < COUNT(identifier_names) ? identifier_names[type]
                                                                 : "unknown";
}

bool ix_identifier_type_parse(ix_identifier_type *type, ix_str name) {
    for (int i = 0; i < COUNT(identifier_names); i++) {
        if (ix_str_equal_ascii_nocase(name, ix_str_from_cstr(identifier_names[i]))) {
            *type = (ix_identifier_type)i;
            return true;
        }
    }
    return false;
}
