/* Tests of feeding expat. */
#include "feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The status a handler sets at the element `stop`. */
static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    (void)attributes;
    if (strcmp(name, "stop") == 0) {
        *(ix_status *)user = IX_E_INPUT;
    }
}

static ix_fed feed(ix_str bytes) {
    ix_status stopped = IX_OK;
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, &stopped);
    XML_SetElementHandler(parser, on_start, NULL);
    ix_fed fed = ix_feed(parser, bytes, &stopped);
    XML_ParserFree(parser);
    return fed;
}

static void each_way_to_end(void **state) {
    (void)state;
    assert_int_equal(feed(IX_STR("<a><b/></a>")), IX_FED_WHOLE);
    assert_int_equal(feed(IX_STR("<a><stop/></a>")), IX_FED_STOPPED);
    assert_int_equal(feed(IX_STR("<a><b></a>")), IX_FED_BROKEN);
    assert_int_equal(feed(IX_STR("<a>")), IX_FED_BROKEN);
    assert_int_equal(feed((ix_str){0}), IX_FED_BROKEN);
}

/* `head`, then `middle` bytes of x, then `tail`. */
static ix_fed feed_long(const char *head, size_t middle, const char *tail) {
    ix_buf text;
    ix_buf_init(&text, middle + 100);
    ix_buf_append_cstr(&text, head);
    memset(ix_buf_extend(&text, middle), 'x', middle);
    ix_buf_append_cstr(&text, tail);
    assert_int_equal(text.status, IX_OK);
    ix_fed fed = feed(ix_buf_view(&text));
    ix_buf_free(&text);
    return fed;
}

static void long_texts_are_fed_and_long_tags_are_not(void **state) {
    (void)state;
    size_t three = 3 * (size_t)IX_FEED_CHUNK_BYTES;
    assert_int_equal(feed_long("<a>", three, "</a>"), IX_FED_WHOLE);
    assert_int_equal(feed_long("<a b='", three, "'/>"), IX_FED_LONG);
    assert_int_equal(feed_long("<a><!--", three, "--></a>"), IX_FED_LONG);
    assert_int_equal(feed_long("<a b='", 1000, "'/>"), IX_FED_WHOLE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_to_end),
        cmocka_unit_test(long_texts_are_fed_and_long_tags_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
