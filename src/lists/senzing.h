/* The vocabulary of Senzing's entity specification, as far as screening needs it. */
#ifndef INTERDICT_LISTS_SENZING_H
#define INTERDICT_LISTS_SENZING_H

#include <interdict/lists.h>

#define SENZING_MEMBERS_MAX 256 /* of one object; beyond: the record is refused */

typedef enum senzing_family {
    FAMILY_NAME,
    FAMILY_ADDRESS,
    FAMILY_IDENTIFIER,
    FAMILY_RELATION,
    FAMILY_ANCHOR,
    FAMILY_BIRTH,
    FAMILY_BIRTH_PLACE,
    FAMILY_GENDER,
    FAMILY_COUNTRY,
    FAMILY_TOPIC,
    FAMILY_REFERENCE,
    FAMILY_RECORD, /* of the record itself */
} senzing_family;

/* An identifier's attributes. */
typedef struct senzing_identifier {
    const char *number;
    const char *kind;
    const char *country;
    ix_str label;
    ix_identifier_type type;
    char fixed[3]; /* where only one country issues them */
} senzing_identifier;

/* What an attribute is called by, behind the word before it; false: not known. */
typedef struct senzing_known {
    ix_str name;
    ix_str word;
    senzing_family family;
    int number;
} senzing_known;

/* All identifiers, ended by a row without a number. */
extern const senzing_identifier senzing_identifiers[];

/* The longest attribute that the member ends with, behind a word of its own or none. False: none.
 */
bool senzing_find(senzing_known *out, ix_str member);
/* What a number is that stands under this kind with this word for it (or none); `country` receives
 * the one that alone issues such, or "". */
ix_identifier_type senzing_type(const senzing_identifier *kind, ix_str word, ix_party_type party,
                                char country[3]);

#endif
