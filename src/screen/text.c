/* Screening running text.
 *
 * The text is taken in chunks that overlap by a few words. In each chunk
 *
 *     1. what looks like an identifier is looked up, all of it in one question;
 *     2. runs of up to eight words that begin and end like a name are found that may be a listed
 *        one (text_spots.c), or all of them (text_windows.c), and are asked as names, together
 *        with the numbers of step 1 that were found listed.
 *
 * Of each entity the best run is kept; the same words again, with no listed number about, could
 * only say the same and are not asked again. Runs do not cross blank lines and ends of sentences.
 * A sentence without any capital is asked from every word, because then capitals tell nothing. */
#include "text.h"

#include <string.h>

#define OVERLAP_BYTES  512
#define CACHE_BYTES    ((size_t)32 << 20)
#define RARE_MILLIBITS 11000 /* a name of one part that says less is information only */
#define SHORT_NUMBER   5  /* characters; a shorter one, or one of as many, says little by itself */
#define NAMING_BYTES   80 /* before a number, in which a word may name it ... */
#define NAMING_WORDS   3  /* ... if it is one of the last */

ix_status text_search(text_scan *c, ix_matches *matches, ix_query *query) {
    screening *s = c->s;
    query->lists = s->views;
    query->threshold = s->bars.threshold;
    query->cache = c->cache;
    return s->options->exhaustive
               ? ix_match_exhaustive(matches, s->screener->index, query, s->arena, s->error)
               : ix_match_search(matches, s->screener->index, query, s->arena, s->error);
}

/* ------------------------------------------------------------------ numbers */

/* Which numbers of the chunk does any entity have? */
static ix_status find_listed_numbers(text_scan *c, const ix_text *tokens, ptrdiff_t offset) {
    screening *s = c->s;
    ix_number *numbers;
    int count;
    ix_status status =
        ix_numbers_of(&numbers, &count, tokens, s->screener->knowledge, s->arena, s->error);
    c->listed_count = 0;
    c->listed = IX_NEW(s->arena, ix_query_identifier, count + 1);
    if (status != IX_OK || c->listed == NULL) {
        return status != IX_OK ? status : text_no_memory(c);
    }
    for (int i = 0; i < count; i++) {
        ix_arena_mark mark = ix_arena_position(s->arena);
        ix_query_identifier one = {.type = numbers[i].type,
                                   .value = numbers[i].value,
                                   .from_text = true,
                                   .from = (int32_t)(numbers[i].from + offset),
                                   .to = (int32_t)(numbers[i].to + offset)};
        ix_query query = {.identifiers = &one, .identifier_count = 1};
        ix_matches matches = {0};
        status = text_search(c, &matches, &query);
        if (status != IX_OK) {
            return status;
        }
        bool kept = matches.count > 0;
        for (int j = 0; j < matches.count && status == IX_OK; j++) {
            status = text_keep(c, &matches.items[j], 0, one.to - one.from, &kept);
        }
        if (status != IX_OK) {
            return status;
        }
        if (kept) {
            c->listed[c->listed_count++] = one;
        } else {
            ix_arena_rewind(s->arena, mark);
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ runs of words */

/* Does a letter tell that the word is not a name? Only small letters of scripts that have capitals;
 * what is not known counts as a capital, so that nothing is passed over. */
static bool is_small_letter(uint32_t code) {
    if (code < 0x80) {
        return code >= 'a' && code <= 'z';
    }
    return (code >= 0xDF && code <= 0xFF) || (code >= 0x3AC && code <= 0x3CE) ||
           (code >= 0x430 && code <= 0x45F) || (code >= 0x561 && code <= 0x587);
}

static bool begins_small(ix_str chunk, const ix_token *token) {
    ptrdiff_t at = token->from;
    return is_small_letter(ix_utf8_decode(chunk, &at, NULL));
}

/* Is a word broken between two tokens, a hyphen at the end of the line? */
static bool is_hyphenated(ix_str chunk, const ix_token *left, const ix_token *right) {
    int32_t at = left->to;
    if (at >= right->from || chunk.ptr[at] != '-') {
        return false;
    }
    int line_ends = 0;
    for (at++; at < right->from; at++) {
        char c = chunk.ptr[at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return false;
        }
        line_ends += c == '\n';
    }
    return line_ends == 1;
}

/* Two single letters, one sign apart: of a word that is spaced out, P.u.t.i.n */
static bool are_spaced(ix_str chunk, const ix_token *left, const ix_token *right) {
    char between = right->from - left->to == 1 ? chunk.ptr[left->to] : '\0';
    return left->folded.len == 1 && right->folded.len == 1 && left->kind == IX_TOKEN_WORD &&
           right->kind == IX_TOKEN_WORD && (between == ' ' || between == '.' || between == '-');
}

/* What goes on with a word that began with a capital does not begin small. */
static bool goes_on(ix_str chunk, const ix_token *left, const ix_token *right) {
    return is_hyphenated(chunk, left, right) || are_spaced(chunk, left, right);
}

/* Is there a blank line or the end of a sentence between two tokens? A period behind an initial or
 * a short word ends nothing: "A. Tikhonov", "Dr. Efremov", "Ltd. of Moscow". */
static bool is_broken(ix_str chunk, const ix_token *left, const ix_token *right) {
    int line_ends = 0;
    for (int32_t i = left->to; i < right->from; i++) {
        char c = chunk.ptr[i];
        line_ends += c == '\n';
        if (c == '!' || c == '?' || c == ';' || c == '|' || line_ends > 1) {
            return true;
        }
    }
    bool sentence_word =
        left->kind != IX_TOKEN_WORD || (left->to - left->from > 3 && begins_small(chunk, left));
    return left->period_after && sentence_word && right->joint != IX_JOINT_PERIOD;
}

static ix_status ask_sentence(text_scan *c, text_sentence *sentence) {
    sentence->capitals = false; /* beyond that of the first word */
    for (int i = sentence->first + 1; i < sentence->end; i++) {
        sentence->capitals =
            sentence->capitals ||
            (sentence->tokens->tokens[i].kind == IX_TOKEN_WORD && !sentence->small[i]);
    }
    return c->windows ? text_ask_windows(c, sentence) : text_ask_spots(c, sentence);
}

/* ------------------------------------------------------------------ chunks */

static void note_anomalies(text_scan *c, const ix_text *tokens) {
    ix_decision *decision = c->s->decision;
    for (int i = 0; i < tokens->anomaly_count; i++) {
        ix_str kind = ix_str_from_cstr(ix_anomaly_name(tokens->anomalies[i].kind));
        bool seen = false;
        for (int j = 0; j < decision->oddity_count; j++) {
            seen = seen || ix_str_equal(decision->oddities[j].kind, kind);
        }
        if (!seen) {
            decision->oddities[decision->oddity_count++] =
                (ix_oddity){kind, IX_STR("text"), {NULL, 0}};
        }
        c->damaged = c->damaged || tokens->anomalies[i].kind == IX_ANOMALY_INVALID_UTF8;
        c->controls = c->controls || tokens->anomalies[i].kind == IX_ANOMALY_CONTROL;
    }
}

static ix_status scan_chunk(text_scan *c, ix_str chunk, ptrdiff_t offset) {
    ix_text tokens = {0};
    ix_status status = ix_text_analyze(&tokens, chunk, c->s->arena, c->s->error);
    if (status == IX_OK) {
        status = find_listed_numbers(c, &tokens, offset);
    }
    if (status != IX_OK) {
        return status;
    }
    note_anomalies(c, &tokens);
    bool *small = IX_NEW(c->s->arena, bool, tokens.count + 1);
    if (small == NULL) {
        return text_no_memory(c);
    }
    for (int i = 0; i < tokens.count; i++) {
        bool more =
            i > 0 && !small[i - 1] && goes_on(chunk, &tokens.tokens[i - 1], &tokens.tokens[i]);
        small[i] = !more && begins_small(chunk, &tokens.tokens[i]);
    }
    text_sentence sentence = {.chunk = chunk, .offset = offset, .tokens = &tokens, .small = small};
    for (int i = 1; i <= tokens.count && status == IX_OK; i++) {
        if (i == tokens.count || is_broken(chunk, &tokens.tokens[i - 1], &tokens.tokens[i])) {
            sentence.end = i;
            status = ask_sentence(c, &sentence);
            sentence.first = i;
        }
    }
    return status;
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where a chunk that begins at `from` ends: behind a space if there is one in its second half, else
 * at a character. */
static ptrdiff_t chunk_end(ix_str text, ptrdiff_t from) {
    ptrdiff_t end = from + TEXT_CHUNK_BYTES;
    if (end >= text.len) {
        return text.len;
    }
    for (ptrdiff_t at = end; at > from + TEXT_CHUNK_BYTES / 2; at--) {
        if (is_space(text.ptr[at - 1])) {
            return at;
        }
    }
    while (end > from + 1 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

/* The next chunk begins a little before the end of this one, so that no name falls between. */
static ptrdiff_t chunk_next(ix_str text, ptrdiff_t from, ptrdiff_t end) {
    ptrdiff_t at = end - OVERLAP_BYTES;
    while (at > from && at < end && !is_space(text.ptr[at - 1])) {
        at++;
    }
    return at > from ? at : end;
}

/* Short texts repeat little. Without room for it the work is only more. */
static void remember_runs(text_scan *c) {
    ix_arena_mark mark = ix_arena_position(c->s->arena);
    if (c->text.len > TEXT_CHUNK_BYTES / 4) {
        c->asked = IX_NEW(c->s->arena, text_asked, TEXT_ASKED_RUNS);
        if (c->asked == NULL) {
            ix_arena_rewind(c->s->arena, mark);
        }
    }
}

static ix_status scan_text(text_scan *c) {
    ptrdiff_t from = 0;
    ix_status status = IX_OK;
    remember_runs(c);
    ix_spot_begin(c->cache);
    while (from < c->text.len && status == IX_OK) {
        ptrdiff_t end = chunk_end(c->text, from);
        ix_arena_mark mark = ix_arena_position(c->s->arena);
        c->touched = false;
        status = scan_chunk(c, ix_str_slice(c->text, from, end), from);
        if (status == IX_OK && !c->touched) {
            ix_arena_rewind(c->s->arena, mark);
        }
        from = end == c->text.len ? end : chunk_next(c->text, from, end);
    }
    return status;
}

/* Words come again in many runs: their related parts are looked up once. */
static ix_status scan_with_cache(text_scan *c) {
    c->cache = c->s->options->cache;
    if (c->cache != NULL) {
        return scan_text(c);
    }
    ix_status status = ix_part_cache_open(&c->cache, CACHE_BYTES, c->s->error);
    if (status == IX_OK) {
        status = scan_text(c);
    }
    ix_part_cache_close(c->cache);
    return status;
}

/* ------------------------------------------------------------------ the decision */

/* What agrees of a name, as words of running text go. */
typedef struct agreement {
    int parts;
    int32_t best;  /* of one part */
    bool plain;    /* plain words and places only: they may stand in any text */
    bool acronym;  /* first letters of it */
    bool complete; /* the name as it is listed */
    ix_str words;  /* of the text, from the first that agrees to the last */
} agreement;

/* Are all of these words plain ones, or of places? */
static bool is_plain(const text_scan *c, ix_str words) {
    ix_text text;
    ix_arena_mark mark = ix_arena_position(c->s->arena);
    bool plain = ix_text_analyze(&text, words, c->s->arena, NULL) == IX_OK;
    for (int i = 0; plain && i < text.count; i++) {
        ix_str folded = text.tokens[i].folded;
        const ix_word *word = ix_knowledge_word(c->s->screener->knowledge, folded);
        uint32_t flags = word != NULL ? word->flags : 0;
        bool name = (flags & (IX_WORD_GIVEN | IX_WORD_FAMILY)) != 0;
        plain = (flags & (IX_WORD_PLACE | IX_WORD_STOP)) != 0 ||
                (!name && ix_text_is_plain_word(folded));
    }
    ix_arena_rewind(c->s->arena, mark);
    return plain;
}

static agreement find_agreement(const text_scan *c, const ix_match *match) {
    agreement a = {.plain = true};
    int32_t from = INT32_MAX, to = 0;
    for (int i = 0; i < match->evidence_count; i++) {
        const ix_evidence *one = &match->evidence[i];
        if (one->kind == IX_EVIDENCE_NAME && one->relation == IX_RELATION_EQUAL) {
            a.complete = true;
        }
        if (one->kind != IX_EVIDENCE_NAME_PART || one->millibits <= 0) {
            continue;
        }
        a.parts++;
        a.best = one->millibits > a.best ? one->millibits : a.best;
        a.acronym = a.acronym || one->relation == IX_RELATION_ACRONYM;
        a.plain = a.plain && is_plain(c, one->query);
        from = one->from >= 0 && one->from < from ? one->from : from;
        to = one->to > to ? one->to : to;
    }
    a.words = from < to ? ix_str_slice(c->text, from, to) : (ix_str){0};
    return a;
}

/* Does one of the few words before a byte of the text, in its line, name a document? */
static bool is_named_number(const text_scan *c, int32_t at) {
    ix_text before;
    ptrdiff_t from = at > NAMING_BYTES ? at - NAMING_BYTES : 0;
    for (ptrdiff_t i = from; i < at; i++) {
        from = c->text.ptr[i] == '\n' ? i + 1 : from;
    }
    ix_arena_mark mark = ix_arena_position(c->s->arena);
    ix_status status = ix_text_analyze(&before, ix_str_slice(c->text, from, at), c->s->arena, NULL);
    bool named = status != IX_OK; /* when in doubt a person looks */
    for (int i = 0; status == IX_OK && i < before.count; i++) {
        named = named || (i >= before.count - NAMING_WORDS &&
                          ix_text_names_document(before.tokens[i].folded));
    }
    ix_arena_rewind(c->s->arena, mark);
    return named;
}

/* Is a short number that nothing names all that agrees? Many a listed number of five digits is an
 * invoice's too. */
static bool is_short_number(const text_scan *c, const ix_match *match) {
    bool any = false;
    for (int i = 0; i < match->evidence_count; i++) {
        const ix_evidence *one = &match->evidence[i];
        if (one->millibits <= 0 || one->kind == IX_EVIDENCE_TYPE) {
            continue;
        }
        if (one->kind != IX_EVIDENCE_IDENTIFIER || one->from < 0 ||
            one->to - one->from > SHORT_NUMBER || is_named_number(c, one->from)) {
            return false;
        }
        any = true;
    }
    return any;
}

/* One word in running text is no name: at most information, unless it is an organization's whole
 * distinctive name, rare, and no plain word; and even then it establishes nothing. Nor are plain
 * words and places a name of which more is listed, or one that they are only like; nor plain words
 * alone a vessel's or an aircraft's. Where the text calls it a ship, a ship's name is one; where it
 * calls it a company, it establishes no person. */
static void lower_words(const text_scan *c, ix_finding *finding, const ix_match *match) {
    ix_identity most = IX_IDENTITY_ESTABLISHED;
    ix_str why = {0};
    bool number = match->by_identifier || match->identifier_untyped || match->identifier_agrees;
    agreement a = number ? (agreement){.parts = 0} : find_agreement(c, match);
    if (number) {
        bool slight = is_short_number(c, match);
        most = slight ? IX_IDENTITY_SUPPRESSED : most;
        why = IX_STR("a short number in running text, of which no word says what it is");
    } else if (a.parts <= 1) {
        bool telling =
            match->full_organization_name && a.best >= RARE_MILLIBITS && !a.plain && !a.acronym;
        telling = telling || (finding->type == IX_PARTY_VESSEL && a.complete && !a.plain &&
                              text_says_vessel(c, a.words));
        most = telling ? IX_IDENTITY_OPEN : IX_IDENTITY_SUPPRESSED;
        why = IX_STR("a name of one part in running text");
    } else if (a.plain && finding->type != IX_PARTY_PERSON &&
               (!a.complete || finding->type == IX_PARTY_VESSEL ||
                finding->type == IX_PARTY_AIRCRAFT)) {
        most = IX_IDENTITY_SUPPRESSED;
        why = IX_STR("plain words of running text");
    } else if (finding->type == IX_PARTY_PERSON && finding->identity > IX_IDENTITY_OPEN &&
               text_says_company(c, a.words)) {
        most = IX_IDENTITY_OPEN;
        why = IX_STR("the text has a company's legal form behind the name");
    }
    if (finding->identity > most) {
        finding->identity = most;
        finding->why = why;
        weigh_finding(finding);
    }
}

static ix_status weigh_kept(text_scan *c) {
    ix_decision *decision = c->s->decision;
    decision->findings = IX_NEW(c->s->arena, ix_finding, c->count + 1);
    const ix_match **found = IX_NEW(c->s->arena, const ix_match *, c->count + 1);
    if (decision->findings == NULL || found == NULL) {
        return text_no_memory(c);
    }
    for (int i = 0; i < c->count; i++) {
        bool made;
        ix_finding *finding = &decision->findings[decision->finding_count];
        ix_status status = screening_find(c->s, finding, &made, &c->kept[i].match, false);
        if (status != IX_OK) {
            return status;
        }
        if (made) {
            lower_words(c, finding, &c->kept[i].match);
            found[decision->finding_count++] = &c->kept[i].match;
        }
    }
    ix_status status = screening_add_kin(c->s, found);
    weigh_decision(decision);
    return status;
}

static int64_t count_damaged(ix_str text) {
    int64_t bytes = 0;
    ptrdiff_t pos = 0;
    while (pos < text.len) {
        ptrdiff_t before = pos;
        bool valid;
        ix_utf8_decode(text, &pos, &valid);
        bytes += valid ? 0 : pos - before;
    }
    return bytes;
}

static void conclude(text_scan *c) {
    ix_decision *decision = c->s->decision;
    ix_str hindrance = {0};
    int64_t damaged = c->damaged ? count_damaged(c->text) : 0;
    decision->coverage =
        (ix_coverage){.screened = c->text.len - damaged, .anomaly = damaged, .total = c->text.len};
    decision->has_coverage = true;
    if (c->damaged) {
        hindrance = IX_STR("ill-formed bytes in the text, so a person must look");
        weigh_hindrance(decision, IX_VERDICT_REVIEW);
    } else if (c->controls) {
        hindrance = IX_STR("control characters in the text, so a person must look");
        weigh_hindrance(decision, IX_VERDICT_REVIEW);
    }
    weigh_reason(decision, hindrance, c->s->arena);
}

static ix_status prepare(text_scan *c, ix_decision *decision) {
    decision->oddities = IX_NEW(c->s->arena, ix_oddity, IX_ANOMALY_TOO_LONG + 1);
    if (decision->oddities == NULL) {
        return text_no_memory(c);
    }
    if (ix_str_trim(c->text).len == 0) {
        return ix_error_set(c->s->error, IX_E_INPUT, "the text is empty");
    }
    if (c->text.len > INT32_MAX) {
        return ix_error_set(c->s->error, IX_E_LIMIT, "a text of more than %d bytes", INT32_MAX);
    }
    return IX_OK;
}

ix_status ix_screen_text(ix_decision *out, const ix_screener *screener, ix_str text, ix_str source,
                         const ix_context *context, ix_when as_of, ix_when known_at,
                         const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    static const ix_text_subject nothing;
    ix_error own = {.status = IX_OK};
    screening s;
    text_scan c = {.s = &s, .text = text};
    *out = (ix_decision){.text = &nothing, .reason = IX_STR("Not screened.")};
    error = error != NULL ? error : &own;
    ix_text_subject *subject = IX_NEW(arena, ix_text_subject, 1);
    ix_status status =
        screening_begin(&s, out, screener, context, as_of, known_at, options, arena, error);
    if (subject != NULL) {
        *subject = (ix_text_subject){source, text.len, ix_sha256(text), NULL};
        out->text = subject;
    } else if (status == IX_OK) {
        status = text_no_memory(&c);
    }
    if (status == IX_OK) {
        status = prepare(&c, out);
    }
    if (status == IX_OK) {
        c.windows = s.options->exhaustive || s.bars.threshold < IX_SPOT_SCORE_MIN;
        ix_arena_init_with(&c.scratch, SIZE_MAX / 2, arena->allocator);
        status = scan_with_cache(&c);
        ix_arena_free(&c.scratch);
    }
    if (status == IX_OK) {
        status = weigh_kept(&c);
    }
    if (status != IX_OK) {
        return screening_stop(&s, status, error);
    }
    conclude(&c);
    return IX_OK;
}
