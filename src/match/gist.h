/*
 * Private to match: what decides for nearly all pairs of parts that they have nothing to do with
 * each other, for scans that ask it of every part there is.
 */
#ifndef INTERDICT_MATCH_GIST_H
#define INTERDICT_MATCH_GIST_H

#include "compare.h"

typedef struct ix_part_gist {
    uint32_t letters, roman_letters; /**< which of a to z they have, a bit each */
    uint32_t roman, skeleton;        /**< hashes; 0: none */
    uint16_t slavic, number;
    uint8_t len, roman_len;
    char begins[2];    /**< of the roman key: stems and places begin as their words do */
    bool plain;        /**< letters a to z, more than one */
    bool has_classes;  /**< it has variants */
    bool has_meanings; /**< it is, or may be short for, a generic word */
    bool attached;     /**< a small word is written at one with it */
} ix_part_gist;

ix_part_gist ix_part_gist_of(const ix_mpart *part);
/** False only for parts that ix_part_link() does not relate. */
bool ix_part_gist_may(const ix_part_gist *a, const ix_part_gist *b);

#endif
