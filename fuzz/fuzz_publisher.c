/* What servers and publishers say beside their files, and the sources file: the first byte chooses
 * who reads the rest. */
/* tidy: allow layering: what servers say is read inside os; a public header would be for this */
#include "../src/os/checksum.h"
/* tidy: allow layering: the same */
#include "../src/os/fetched.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_word(ix_status status, const publisher_word *word, const ix_error *error) {
    static const ix_digest none;
    must(status == IX_OK || error->text[0] != '\0');
    must(word->has_digest || ix_digest_equal(&word->digest, &none) || status != IX_OK);
}

static void read_words(ix_str text, int which) {
    publisher_word word;
    ix_error error = {0};
    ix_str there = IX_STR("there");
    ix_status status =
        which == 0 ? checksum_of_file(&word, text, IX_STR("sdn.csv"), there, &error)
        : which == 1
            ? checksum_of_catalogue(&word, text, IX_STR("SDN.CSV"), IX_ZONE_NEW_YORK, there, &error)
            : checksum_of_feed(&word, text, "https://a.example/f/x?token=1", there, &error);
    check_word(status, &word, &error);
}

/* Nothing that is kept can break the line of a request that it stands in again. */
static void read_headers(ix_str text) {
    http_answer answer;
    http_answer_init(&answer, 0);
    while (text.len > 0) {
        http_answer_header(&answer, ix_str_cut(text, '\n', &text));
    }
    const char *const kept[] = {answer.etag, answer.modified, answer.content_type, answer.encoding,
                                answer.retry_after};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        must(strlen(kept[i]) < HTTP_FIELD_BYTES_MAX);
        must(strpbrk(kept[i], "\r\n") == NULL);
    }
    must(http_retry_after(answer.retry_after, 1718942400) >= -1);
    http_answer_free(&answer);
}

static void read_fetched(ix_str text) {
    static const ix_source source = {.files = {{.url = {"https://a/x", 11}}}, .file_count = 1};
    fetched_file files[IX_LIST_FILES_MAX];
    fetched_file again[IX_LIST_FILES_MAX];
    ix_digest snapshot;
    ix_digest found;
    ix_buf out;
    if (!fetched_parse(files, &snapshot, text, &source)) {
        return;
    }
    ix_buf_init(&out, MEMORY_MAX);
    fetched_write(&out, &snapshot, files, 1);
    must(fetched_parse(again, &found, ix_buf_view(&out), &source));
    must(ix_digest_equal(&snapshot, &found));
    must(ix_digest_equal(&files[0].digest, &again[0].digest));
    ix_buf_free(&out);
}

static void read_sources(ix_str text) {
    ix_sources_file file = {IX_STR("sources.yml"), text};
    ix_source *sources;
    int count;
    ix_arena arena;
    ix_error error = {0};
    ix_arena_init(&arena, MEMORY_MAX);
    ix_status status = ix_sources_read(&sources, &count, &file, 1, &arena, &error);
    must(status == IX_OK || (error.text[0] != '\0' && count == 0));
    for (int i = 0; i < count; i++) {
        const ix_source *s = &sources[i];
        must(s->reader != NULL && s->list_id.len > 0 && s->line > 0);
        must(s->file_count > 0 && s->file_count <= IX_LIST_FILES_MAX);
        must(s->limits.bytes_max > 0 && s->limits.total_seconds > 0);
        for (int j = 0; j < s->file_count; j++) {
            must(s->files[j].url.len < IX_URL_BYTES_MAX && s->files[j].name.len > 0);
            must(ix_str_starts_with(s->files[j].url, IX_STR("http")));
        }
    }
    ix_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    ix_str text = {(const char *)data + 1, (ptrdiff_t)size - 1};
    switch (data[0]) {
    case 'h':
        read_headers(text);
        break;
    case 'k':
        read_fetched(text);
        break;
    case 's':
        read_sources(text);
        break;
    case 'c':
        read_words(text, 1);
        break;
    case 'f':
        read_words(text, 2);
        break;
    default:
        read_words(text, 0);
    }
    return 0;
}
