/* Days that publishers tell inside a sentence. */
#ifndef INTERDICT_LISTS_DAYS_H
#define INTERDICT_LISTS_DAYS_H

#include <interdict/base.h>

/* The earliest day that a text tells, in days since 1970-01-01: "Listed on 25 Jan. 2001 (amended on
 * 3 Sep. 2003)", "December 22, 2025Updated:January 7, 2026", "2022-03-25", "13/09/2025" (the day
 * first). false when it tells none; a month or year alone is none. */
bool ix_days_first(int64_t *day, ix_str text);
/* How many different days it tells, at most 2. */
int ix_days_told(ix_str text);

#endif
