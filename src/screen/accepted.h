/* Private to screen: decided pairs looked up and weighed. */
#ifndef SCREEN_ACCEPTED_H
#define SCREEN_ACCEPTED_H

#include "screener.h"

/** A digest of all that is said of a party but its key and line, in whatever order. IX_E_MEMORY. */
ix_status accepted_subject(ix_digest *out, const ix_party *party, ix_arena *arena);
/** Make findings information that an accepted pair covers, and tell of each pair that does not hold
 *  any more why. IX_E_MEMORY. */
ix_status screening_accept(screening *s);

#endif
