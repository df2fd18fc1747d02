/* Tests of the data folder: one writer, and changes of many files that are made whole or not at
 * all, wherever the process dies. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/wait.h>

#include <cmocka.h>

#include "test_folder.h"

static void open_home(ix_home *home, const char *folder) {
    ix_error error = {0};
    assert_int_equal(ix_home_open(home, in_folder(folder, "home"), &error), IX_OK);
}

static void folder_is_found(void **state) {
    (void)state;
    ix_home home;
    ix_error error = {0};
    setenv("HOME", "/users/ann", 1);
    unsetenv("INTERDICT_HOME");
    assert_int_equal(ix_home_open(&home, NULL, &error), IX_OK);
    assert_string_equal(home.path, "/users/ann/.local/share/interdict");
    ix_home_close(&home);
    setenv("INTERDICT_HOME", "/elsewhere", 1);
    assert_int_equal(ix_home_open(&home, NULL, &error), IX_OK);
    assert_string_equal(home.path, "/elsewhere");
    ix_home_close(&home);
    assert_int_equal(ix_home_open(&home, "given", &error), IX_OK);
    assert_string_equal(home.path, "given");
    ix_home_close(&home);
    assert_int_equal(ix_home_open(&home, "", &error), IX_E_USAGE);
    unsetenv("INTERDICT_HOME");
    unsetenv("HOME");
    assert_int_equal(ix_home_open(&home, NULL, &error), IX_E_USAGE);
}

static void opening_creates_nothing(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_map map;
    make_folder(folder);
    open_home(&home, folder);
    assert_int_equal(ix_home_image(&map, &home, NULL), IX_E_NOT_FOUND);
    ix_home_close(&home);
    assert_int_equal(count_entries(folder), 0);
    drop_folder(folder);
}

static void one_writer_at_a_time(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_home first;
    ix_home second;
    ix_error error = {0};
    make_folder(folder);
    open_home(&first, folder);
    open_home(&second, folder);
    assert_int_equal(ix_home_lock(&first, 0, &error), IX_OK);
    assert_int_equal(ix_home_lock(&second, 0, &error), IX_E_REFUSED);
    assert_string_equal(error.text, "another process is changing this data folder");
    ix_home_unlock(&first);
    assert_int_equal(ix_home_lock(&second, 0, &error), IX_OK);
    ix_home_close(&second);
    ix_home_close(&first);
    drop_folder(folder);
}

static void changes_are_made_by_commit(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_error error = {0};
    make_folder(folder);
    open_home(&home, folder);
    assert_int_equal(ix_home_lock(&home, 0, &error), IX_OK);
    assert_int_equal(ix_home_stage(&home, "a/b/one", IX_STR("1"), &error), IX_OK);
    assert_int_equal(ix_home_stage(&home, "two", IX_STR("2"), &error), IX_OK);
    assert_false(ix_file_exists(in_folder(home.path, "two")));
    assert_int_equal(ix_home_commit(&home, &error), IX_OK);
    assert_file(home.path, "a/b/one", IX_STR("1"));
    assert_file(home.path, "two", IX_STR("2"));
    assert_false(ix_file_exists(in_folder(home.path, "commit")));
    assert_int_equal(count_entries(in_folder(home.path, "staging")), 0);
    assert_int_equal(ix_home_stage_removal(&home, "two", &error), IX_OK);
    assert_int_equal(ix_home_stage_removal(&home, "never/was/there", &error), IX_OK);
    assert_int_equal(ix_home_stage(&home, "a/b/one", IX_STR("1 again"), &error), IX_OK);
    assert_int_equal(ix_home_commit(&home, &error), IX_OK);
    assert_file(home.path, "a/b/one", IX_STR("1 again"));
    assert_false(ix_file_exists(in_folder(home.path, "two")));
    /* What was staged and not committed is gone with the lock. */
    assert_int_equal(ix_home_stage(&home, "two", IX_STR("2"), &error), IX_OK);
    ix_home_unlock(&home);
    assert_int_equal(count_entries(in_folder(home.path, "staging")), 0);
    assert_int_equal(ix_home_lock(&home, 0, &error), IX_OK);
    assert_int_equal(ix_home_commit(&home, &error), IX_OK);
    assert_false(ix_file_exists(in_folder(home.path, "two")));
    ix_home_close(&home);
    drop_folder(folder);
}

/* Ends the process at the Nth change, or makes that change fail. */
typedef struct hook {
    int at;
    bool dies;
    int seen;
} hook;

static ix_status play(void *context, const char *change, ix_error *error) {
    hook *h = context;
    if (++h->seen != h->at) {
        return IX_OK;
    }
    if (h->dies) {
        _exit(42);
    }
    return ix_error_set(error, IX_E_IO, "no room to %s", change);
}

static ix_status change(ix_home *home) {
    ix_status status = ix_home_lock(home, 0, NULL);
    if (status == IX_OK) {
        status = ix_home_stage(home, "one", IX_STR("new"), NULL);
    }
    if (status == IX_OK) {
        status = ix_home_stage(home, "deep/two", IX_STR("new"), NULL);
    }
    if (status == IX_OK) {
        status = ix_home_stage_removal(home, "three", NULL);
    }
    if (status == IX_OK) {
        status = ix_home_commit(home, NULL);
    }
    ix_home_unlock(home);
    return status;
}

static void make_old_state(const char *folder) {
    ix_home home;
    open_home(&home, folder);
    assert_int_equal(ix_home_lock(&home, 0, NULL), IX_OK);
    assert_int_equal(ix_home_stage(&home, "one", IX_STR("old"), NULL), IX_OK);
    assert_int_equal(ix_home_stage(&home, "deep/two", IX_STR("old"), NULL), IX_OK);
    assert_int_equal(ix_home_stage(&home, "three", IX_STR("old"), NULL), IX_OK);
    assert_int_equal(ix_home_commit(&home, NULL), IX_OK);
    ix_home_close(&home);
}

/* After reopening all is old or all is new. Returns whether it is new. */
static bool assert_whole(const char *folder) {
    ix_home home;
    open_home(&home, folder);
    assert_false(ix_file_exists(in_folder(home.path, "commit")));
    bool is_new = !ix_file_exists(in_folder(home.path, "three"));
    ix_str expected = is_new ? IX_STR("new") : IX_STR("old");
    assert_file(home.path, "one", expected);
    assert_file(home.path, "deep/two", expected);
    ix_home_close(&home);
    return is_new;
}

static void every_step_may_be_the_last(void **state) {
    (void)state;
    bool was_new = false;
    int at;
    for (at = 1;; at++) {
        char folder[IX_PATH_BYTES_MAX];
        make_folder(folder);
        make_old_state(folder);
        pid_t child = fork();
        if (child == 0) {
            hook h = {.at = at, .dies = true};
            ix_home home;
            open_home(&home, folder);
            home.before = play;
            home.before_context = &h;
            _exit(change(&home) == IX_OK ? 0 : 1);
        }
        int result;
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFEXITED(result));
        bool is_new = assert_whole(folder);
        assert_true(is_new || !was_new); /* once committed, always committed */
        was_new = is_new;
        drop_folder(folder);
        if (WEXITSTATUS(result) == 0) {
            break;
        }
        assert_int_equal(WEXITSTATUS(result), 42);
    }
    assert_true(at > 8);
    assert_true(was_new);
}

static void every_step_may_fail(void **state) {
    (void)state;
    for (int at = 1;; at++) {
        char folder[IX_PATH_BYTES_MAX];
        hook h = {.at = at};
        ix_home home;
        make_folder(folder);
        make_old_state(folder);
        open_home(&home, folder);
        home.before = play;
        home.before_context = &h;
        ix_status status = change(&home);
        ix_home_close(&home);
        assert_true(status == IX_OK || status == IX_E_IO);
        bool is_new = assert_whole(folder);
        assert_true(is_new || status != IX_OK);
        /* And the next writer is not hindered. */
        open_home(&home, folder);
        assert_int_equal(change(&home), IX_OK);
        ix_home_close(&home);
        assert_true(assert_whole(folder));
        drop_folder(folder);
        if (status == IX_OK) {
            assert_true(h.seen < at);
            break;
        }
    }
}

static void damaged_commit_is_not_obeyed(void **state) {
    (void)state;
    static const char *const bad[] = {"put 0 one\n",
                                      "put 0 ../out\nend\n",
                                      "put 0 /etc/x\nend\n",
                                      "put x one\nend\n",
                                      "burn one\nend\n",
                                      "gone \nend\n",
                                      ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char folder[IX_PATH_BYTES_MAX];
        ix_home home;
        ix_error error = {0};
        make_folder(folder);
        make_old_state(folder);
        open_home(&home, folder);
        put_file(home.path, "commit", ix_str_from_cstr(bad[i]));
        assert_int_equal(ix_home_lock(&home, 0, &error), IX_E_CORRUPT);
        assert_non_null(strstr(error.text, "commit is damaged"));
        assert_file(home.path, "one", IX_STR("old"));
        ix_home_close(&home);
        drop_folder(folder);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folder_is_found),
        cmocka_unit_test(opening_creates_nothing),
        cmocka_unit_test(one_writer_at_a_time),
        cmocka_unit_test(changes_are_made_by_commit),
        cmocka_unit_test(every_step_may_be_the_last),
        cmocka_unit_test(every_step_may_fail),
        cmocka_unit_test(damaged_commit_is_not_obeyed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
