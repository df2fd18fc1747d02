/* References of entries of the UN's list, as other publishers write them: what is found here
 * becomes a relation of the kind "UN reference". */
#ifndef INTERDICT_LISTS_UN_REFERENCE_H
#define INTERDICT_LISTS_UN_REFERENCE_H

#include "draft.h"

/* As the UN writes it today: "QDi.002" for "QDI. 002", and "QDi.151" for "QI.A.151.03", as it was
 * until 2014. Empty: the text is no reference. */
ix_str un_reference(ix_draft *draft, ix_str text);
/* The one that a sentence names behind "UN Ref", if it is of the entity's kind: persons have an i,
 * others an e, and sentences name those of associates too. Empty: none. */
ix_str un_reference_in(ix_draft *draft, ix_str text);

#endif
