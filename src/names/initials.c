/* Initials written without periods or spaces: "JC Juncker" is J. C. Juncker. */
#include "parse.h"

#include <string.h>

#define INITIALS_TOGETHER_MAX 3
#define NAME_LENGTH_MIN       3

/* Two or three capitals without a vowel are no word of any language written in Latin letters; those
 * that are names or abbreviations all the same (Ng, Md) stand in the knowledge. */
static bool is_run_of_initials(const names_unit *token) {
    if (token->kind != IX_TOKEN_WORD || token->script != IX_SCRIPT_LATIN || !token->upper ||
        token->text.len < 2 || token->text.len > INITIALS_TOGETHER_MAX ||
        token->to - token->from != token->text.len) {
        return false;
    }
    for (ptrdiff_t i = 0; i < token->text.len; i++) {
        if (memchr("bcdfghjklmnpqrstvwxz", token->text.ptr[i], 20) == NULL) {
            return false;
        }
    }
    const uint32_t known = IX_WORD_TITLE | IX_WORD_PARTICLE | IX_WORD_SUFFIX | IX_WORD_GIVEN |
                           IX_WORD_FAMILY | IX_WORD_STOP;
    return !names_unit_has(token, known) &&
           (token->entry == NULL || token->entry->word.class_count == 0);
}

static names_unit letter_of(const names_parse *parse, const names_unit *run, int i) {
    names_unit letter = *run;
    letter.text = ix_str_slice(run->text, i, i + 1);
    letter.from = run->from + i;
    letter.to = letter.from + 1;
    letter.single = true;
    letter.entry = names_word_find(parse->knowledge, letter.text);
    if (i > 0) {
        letter.joint = IX_JOINT_PERIOD;
        letter.joined = true;
    }
    return letter;
}

static bool has_whole_name(const names_parse *parse) {
    for (int i = 0; i < parse->token_count; i++) {
        if (parse->tokens[i].text.len >= NAME_LENGTH_MIN &&
            !is_run_of_initials(&parse->tokens[i])) {
            return true;
        }
    }
    return false;
}

void names_split_initials(names_parse *parse) {
    if (!has_whole_name(parse)) {
        return;
    }
    for (int i = parse->token_count - 1; i >= 0; i--) {
        names_unit run = parse->tokens[i];
        int more = (int)run.text.len - 1;
        if (!is_run_of_initials(&run) || parse->token_count + more > NAMES_TOKENS_MAX) {
            continue;
        }
        memmove(&parse->tokens[i + more + 1], &parse->tokens[i + 1],
                sizeof(names_unit) * (size_t)(parse->token_count - i - 1));
        for (int k = 0; k <= more; k++) {
            parse->tokens[i + k] = letter_of(parse, &run, k);
        }
        parse->token_count += more;
    }
}
