/* Tests of anchors: which parts of a name lead to it. */
#include "test_spot.h"

static bool is_anchor(support_fixture *f, const char *part, const char *key) {
    const ix_index *index = f->index;
    for (uint32_t d = 0; d < index->dict_count; d++) {
        if (!ix_str_equal(ix_dict_text(index, &index->dict[d]), ix_str_from_cstr(part))) {
            continue;
        }
        for (uint32_t a = index->anchor_starts[d]; a < index->anchor_starts[d + 1]; a++) {
            uint32_t entity = index->names[ix_anchor_name(&index->anchors[a])].entity;
            if (ix_str_equal(ix_index_entity_at(index, entity).key, ix_str_from_cstr(key))) {
                return true;
            }
        }
    }
    return false;
}

static void the_rarest_parts_are_anchors(void **state) {
    support_fixture *f = *state;
    assert_int_equal(ix_index_ready_for_text(f->index, NULL), IX_OK);
    assert_true(is_anchor(f, "tikhonov", "1"));
    assert_true(is_anchor(f, "giant", "4"));
    assert_false(is_anchor(f, "company", "3"));
}

/* A name of common parts alone can only be complete: one part leads to it. */
static void every_name_has_an_anchor(void **state) {
    support_fixture *f = *state;
    const ix_index *index = f->index;
    for (uint32_t n = 0; n < index->name_count; n++) {
        int anchors = 0;
        for (uint32_t a = 0; a < index->anchor_starts[index->dict_count]; a++) {
            anchors += ix_anchor_name(&index->anchors[a]) == n;
        }
        assert_true(anchors > 0);
    }
    assert_int_not_equal(is_anchor(f, "wang", "5"), is_anchor(f, "li", "5"));
}

static void damage_is_noticed_before_the_first_text(void **state) {
    support_fixture *f = *state;
    ix_index *index;
    ix_buf copy;
    ix_buf_init(&copy, (size_t)1 << 30);
    ix_buf_append(&copy, ix_buf_view(&f->image));
    copy.ptr[f->index->header->sections[IX_SEC_ANCHORS].offset] ^= 1;
    assert_int_equal(
        ix_index_open(&index, ix_buf_view(&copy), f->index->knowledge, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_index_ready(index, NULL), IX_OK);
    ix_error error = {0};
    assert_int_equal(ix_index_ready_for_text(index, &error), IX_E_CORRUPT);
    assert_non_null(strstr(error.text, "anchors"));
    ix_buf_free(&copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rarest_parts_are_anchors),
        cmocka_unit_test(every_name_has_an_anchor),
        cmocka_unit_test(damage_is_noticed_before_the_first_text),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
