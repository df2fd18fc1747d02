/* Screening running text.
 *
 * The text is taken in chunks that overlap by a few words. In each chunk
 *
 *     1. what looks like an identifier is looked up, all of it in one question;
 *     2. every run of up to WORDS_MAX words that begins and ends like a name is asked as a name,
 *        together with the numbers of step 1 that were found listed.
 *
 *          On Friday  Andrei Gennadyevich Tikhonov  of Moscow paid.
 *                    |-- Andrei --|
 *                    |-- Andrei Gennadyevich --|
 *                    |-- Andrei Gennadyevich Tikhonov --|        ... and so on from each word
 *
 * Of each entity the best run is kept; the same words again, with no listed number about, could
 * only say the same and are not asked again. Runs do not cross blank lines and ends of sentences.
 * A sentence without any capital is asked from every word, because then capitals tell nothing. */
#include "screener.h"

#include <string.h>

#define CHUNK_BYTES    8192 /* at most IX_TOKENS_MAX tokens: each takes two bytes at least */
#define OVERLAP_BYTES  512
#define WORDS_MAX      8  /* of a run, hyphenated ones counted once */
#define TOKENS_MAX     14 /* of a run */
#define ASKED_RUNS     (1 << 15)
#define CACHE_BYTES    ((size_t)16 << 20)
#define RARE_MILLIBITS 11000 /* a name of one part that says less is information only */

/* The best match of one entity so far. */
typedef struct kept_match {
    ix_match match;
    int64_t width; /* bytes of the run */
} kept_match;

/* A run asked before: prose repeats itself. */
typedef struct asked_run {
    uint64_t hash; /* 0: free */
    ix_str run;    /* in the text */
} asked_run;

typedef struct scan {
    screening *s;
    ix_str text;
    kept_match *kept;
    int count, room;
    asked_run *asked; /* by hash; NULL: not remembered */
    ix_part_cache *cache;
    ix_query_identifier *listed; /* numbers of this chunk that some entity has */
    int listed_count;
    bool damaged;  /* ill-formed bytes */
    bool controls; /* control characters, which may stand for anything */
    bool touched;  /* something of the memory of this chunk is kept */
} scan;

static ix_status no_memory(const screening *s) {
    return ix_error_set(s->error, IX_E_MEMORY, "no memory for the text");
}

/* ------------------------------------------------------------------ what was found */

/* Evidence of a run is moved from the run to the text; identifiers stand in the text already. */
static ix_status shift_evidence(scan *c, ix_match *match, ptrdiff_t by) {
    ix_evidence *copy = IX_NEW(c->s->arena, ix_evidence, match->evidence_count + 1);
    if (copy == NULL) {
        return no_memory(c->s);
    }
    for (int i = 0; i < match->evidence_count; i++) {
        copy[i] = match->evidence[i];
        if (copy[i].kind != IX_EVIDENCE_IDENTIFIER && copy[i].from >= 0) {
            copy[i].from += (int32_t)by;
            copy[i].to += (int32_t)by;
        }
    }
    match->evidence = copy;
    return IX_OK;
}

static bool is_better(const ix_match *match, int64_t width, const kept_match *kept) {
    return match->score != kept->match.score ? match->score > kept->match.score
                                             : width < kept->width;
}

static ix_status grow(scan *c) {
    int room = c->room > 0 ? 2 * c->room : 32;
    kept_match *kept = IX_NEW(c->s->arena, kept_match, room);
    if (kept == NULL) {
        return no_memory(c->s);
    }
    if (c->count > 0) {
        memcpy(kept, c->kept, (size_t)c->count * sizeof *kept);
    }
    c->kept = kept;
    c->room = room;
    return IX_OK;
}

/* Keep the match if it is the best of its entity; *kept then says that its memory is needed. */
static ix_status keep(scan *c, const ix_match *match, ptrdiff_t from, int64_t width, bool *kept) {
    int at = 0;
    while (at < c->count && c->kept[at].match.entity != match->entity) {
        at++;
    }
    if (at < c->count && !is_better(match, width, &c->kept[at])) {
        return IX_OK;
    }
    ix_status status = at == c->room ? grow(c) : IX_OK;
    ix_match moved = *match;
    if (status == IX_OK) {
        status = shift_evidence(c, &moved, from);
    }
    if (status == IX_OK) {
        c->kept[at] = (kept_match){moved, width};
        c->count = at == c->count ? at + 1 : c->count;
        *kept = true;
        c->touched = true;
    }
    return status;
}

static ix_status search(scan *c, ix_matches *matches, ix_query *query) {
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
static ix_status find_listed_numbers(scan *c, ix_str chunk, ptrdiff_t offset) {
    screening *s = c->s;
    ix_number *numbers;
    int count;
    ix_status status =
        ix_numbers_find(&numbers, &count, chunk, s->screener->knowledge, s->arena, s->error);
    c->listed_count = 0;
    c->listed = IX_NEW(s->arena, ix_query_identifier, count + 1);
    if (status != IX_OK || c->listed == NULL) {
        return status != IX_OK ? status : no_memory(s);
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
        status = search(c, &matches, &query);
        if (status != IX_OK) {
            return status;
        }
        bool kept = matches.count > 0;
        for (int j = 0; j < matches.count && status == IX_OK; j++) {
            status = keep(c, &matches.items[j], 0, one.to - one.from, &kept);
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

/* Was the run asked before? A slot holds the last run of its hash, so that memory is bounded. */
static bool is_asked(scan *c, ix_str run) {
    if (c->asked == NULL || c->listed_count > 0) {
        return false;
    }
    uint64_t hash = ix_hash64(run);
    asked_run *slot = &c->asked[hash % ASKED_RUNS];
    hash |= hash == 0;
    if (slot->hash == hash && ix_str_equal(slot->run, run)) {
        return true;
    }
    *slot = (asked_run){hash, run};
    return false;
}

static ix_status ask_run(scan *c, ix_str chunk, ptrdiff_t offset, int32_t from, int32_t to) {
    screening *s = c->s;
    if (is_asked(c, ix_str_slice(chunk, from, to))) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(s->arena);
    ix_parsed_name *name = IX_NEW(s->arena, ix_parsed_name, 1);
    ix_matches matches = {0};
    if (name == NULL) {
        return no_memory(s);
    }
    ix_status status = ix_name_parse(name, s->screener->knowledge, ix_str_slice(chunk, from, to),
                                     IX_PARTY_ANY, s->arena, s->error);
    if (status == IX_OK && name->count > 0) {
        ix_query query = {.names = name,
                          .name_count = 1,
                          .identifiers = c->listed,
                          .identifier_count = c->listed_count};
        status = search(c, &matches, &query);
    }
    bool kept = false;
    for (int i = 0; i < matches.count && status == IX_OK; i++) {
        status = keep(c, &matches.items[i], offset + from, to - from, &kept);
    }
    if (status == IX_OK && !kept) {
        ix_arena_rewind(s->arena, mark);
    }
    return status;
}

/* Runs that begin at token `first`, up to the end of its sentence. */
static ix_status ask_runs(scan *c, ix_str chunk, ptrdiff_t offset, const ix_text *tokens, int first,
                          int end, bool capitals) {
    int words = 0;
    for (int last = first; last < end && last < first + TOKENS_MAX; last++) {
        const ix_token *token = &tokens->tokens[last];
        words += last == first || token->joint != IX_JOINT_HYPHEN;
        if (words > WORDS_MAX) {
            break;
        }
        if (capitals && begins_small(chunk, token)) {
            continue;
        }
        ix_status status = ask_run(c, chunk, offset, tokens->tokens[first].from, token->to);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

static ix_status ask_sentence(scan *c, ix_str chunk, ptrdiff_t offset, const ix_text *tokens,
                              int first, int end) {
    bool capitals = false; /* beyond that of the first word */
    for (int i = first + 1; i < end; i++) {
        capitals = capitals || (tokens->tokens[i].kind == IX_TOKEN_WORD &&
                                !begins_small(chunk, &tokens->tokens[i]));
    }
    for (int i = first; i < end; i++) {
        if (capitals && begins_small(chunk, &tokens->tokens[i])) {
            continue;
        }
        ix_status status = ask_runs(c, chunk, offset, tokens, i, end, capitals);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ chunks */

static void note_anomalies(scan *c, const ix_text *tokens) {
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

static ix_status scan_chunk(scan *c, ix_str chunk, ptrdiff_t offset) {
    ix_text tokens = {0};
    ix_status status = find_listed_numbers(c, chunk, offset);
    if (status == IX_OK) {
        status = ix_text_analyze(&tokens, chunk, c->s->arena, c->s->error);
    }
    if (status != IX_OK) {
        return status;
    }
    note_anomalies(c, &tokens);
    int first = 0;
    for (int i = 1; i <= tokens.count && status == IX_OK; i++) {
        if (i == tokens.count || is_broken(chunk, &tokens.tokens[i - 1], &tokens.tokens[i])) {
            status = ask_sentence(c, chunk, offset, &tokens, first, i);
            first = i;
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
    ptrdiff_t end = from + CHUNK_BYTES;
    if (end >= text.len) {
        return text.len;
    }
    for (ptrdiff_t at = end; at > from + CHUNK_BYTES / 2; at--) {
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
static void remember_runs(scan *c) {
    ix_arena_mark mark = ix_arena_position(c->s->arena);
    if (c->text.len > CHUNK_BYTES / 4) {
        c->asked = IX_NEW(c->s->arena, asked_run, ASKED_RUNS);
        if (c->asked == NULL) {
            ix_arena_rewind(c->s->arena, mark);
        }
    }
}

static ix_status scan_text(scan *c) {
    ptrdiff_t from = 0;
    ix_status status = IX_OK;
    remember_runs(c);
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
static ix_status scan_with_cache(scan *c) {
    c->cache = c->s->options->cache;
    if (c->cache != NULL || c->text.len <= CHUNK_BYTES / 4) {
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

/* How many name parts agree, and how much the best of them says. */
static int agreeing_parts(const ix_match *match, int32_t *best) {
    int parts = 0;
    *best = 0;
    for (int i = 0; i < match->evidence_count; i++) {
        const ix_evidence *one = &match->evidence[i];
        if (one->kind == IX_EVIDENCE_NAME_PART && one->millibits > 0) {
            parts++;
            *best = one->millibits > *best ? one->millibits : *best;
        }
    }
    return parts;
}

/* One word in running text is no name: at most information, unless it is an organization's whole
 * distinctive name and rare; and even then it establishes nothing. */
static void lower_single_part(ix_finding *finding, const ix_match *match) {
    int32_t best;
    if (match->by_identifier || match->identifier_untyped || agreeing_parts(match, &best) > 1) {
        return;
    }
    bool telling = match->full_organization_name && best >= RARE_MILLIBITS;
    ix_identity most = telling ? IX_IDENTITY_OPEN : IX_IDENTITY_SUPPRESSED;
    if (finding->identity > most) {
        finding->identity = most;
        finding->why = IX_STR("a name of one part in running text");
        weigh_finding(finding);
    }
}

static ix_status weigh_kept(scan *c) {
    ix_decision *decision = c->s->decision;
    decision->findings = IX_NEW(c->s->arena, ix_finding, c->count + 1);
    const ix_match **found = IX_NEW(c->s->arena, const ix_match *, c->count + 1);
    if (decision->findings == NULL || found == NULL) {
        return no_memory(c->s);
    }
    for (int i = 0; i < c->count; i++) {
        bool made;
        ix_finding *finding = &decision->findings[decision->finding_count];
        ix_status status = screening_find(c->s, finding, &made, &c->kept[i].match, false);
        if (status != IX_OK) {
            return status;
        }
        if (made) {
            lower_single_part(finding, &c->kept[i].match);
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

static void conclude(scan *c) {
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

static ix_status prepare(scan *c, ix_decision *decision) {
    decision->oddities = IX_NEW(c->s->arena, ix_oddity, IX_ANOMALY_TOO_LONG + 1);
    if (decision->oddities == NULL) {
        return no_memory(c->s);
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
    scan c = {.s = &s, .text = text};
    *out = (ix_decision){.text = &nothing, .reason = IX_STR("Not screened.")};
    error = error != NULL ? error : &own;
    ix_text_subject *subject = IX_NEW(arena, ix_text_subject, 1);
    ix_status status =
        screening_begin(&s, out, screener, context, as_of, known_at, options, arena, error);
    if (subject != NULL) {
        *subject = (ix_text_subject){source, text.len, ix_sha256(text)};
        out->text = subject;
    } else if (status == IX_OK) {
        status = no_memory(&s);
    }
    if (status == IX_OK) {
        status = prepare(&c, out);
    }
    if (status == IX_OK) {
        status = scan_with_cache(&c);
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
