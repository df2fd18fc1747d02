/**
 * @file screen_accepted.h
 * Decided pairs: a subject and a listed entity that a person found to be two parties.
 *
 * A pair is of exact data on both sides and never of a name alone. It makes a finding information
 * while both sides are as they were when it was decided: the subject by all that is said of it, the
 * entity by the version of it that was archived then (names, identifiers, programmes, everything).
 * Other entries, of the same party too, are pairs of their own. It is told in the finding whether
 * it holds or, where it does not, why not; the decision names the file by its hash.
 *
 * What it cannot do: an identifier that agrees is not set aside by it, and an identity that the
 * evidence establishes only where a second person approved the pair.
 */
#ifndef INTERDICT_SCREEN_ACCEPTED_H
#define INTERDICT_SCREEN_ACCEPTED_H

#include <interdict/names.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_ACCEPTED_MAX 1000000 /**< pairs of one file; more are refused with IX_E_LIMIT */

/** One decided pair. Strings are slices of the file or lie in the arena. */
typedef struct ix_acceptance {
    ix_digest subject; /**< of all that is said of the subject, in any order */
    ix_str id;         /**< the asker's key of the subject; empty: any subject of these data */
    ix_str entity;     /**< LIST:KEY */
    ix_when decided_on;
    ix_str decided_by;
    ix_str approved_by; /**< another person, or empty */
    ix_when until;      /**< first moment at which it no longer holds; never NONE */
    ix_str reason;
    int64_t line; /**< in the file */
} ix_acceptance;

/** A file of pairs; immutable, shared by threads. */
typedef struct ix_accepted ix_accepted;

/** Read a CSV file of pairs: the columns of a batch for the subject (id, name, type, dob, country,
 *  gender, address, alias, id_number, birth_place, TYPE of identifier), and entity, decided_on,
 *  decided_by, approved_by, until, reason. Every column must be known; entity, decided_on,
 *  decided_by, until and reason must be filled, and the subject's values readable. One fault
 *  refuses the whole file with IX_E_INPUT, its line and the reason; IX_E_LIMIT; IX_E_MEMORY.
 *  `bytes` must outlive *out. */
ix_status ix_accepted_read(const ix_accepted **out, ix_str bytes, ix_str source,
                           const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);
/** SHA-256 of the file's bytes. */
const ix_digest *ix_accepted_digest(const ix_accepted *accepted);

#ifdef __cplusplus
}
#endif
#endif
