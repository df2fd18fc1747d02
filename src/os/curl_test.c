/* Tests of one exchange by libcurl, with a server of a few lines on this computer. More than can be
 * told here tells tests/e2e/update.py. */
#include "http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ASKED_BYTES_MAX 4096

/* A process that answers one request with these bytes, and exits with 0 if the request held each of
 * the words. */
typedef struct one_answer {
    char url[64];
    pid_t child;
} one_answer;

static void answer_once(int listening, const char *bytes, const char *const *words) {
    char asked[ASKED_BYTES_MAX + 1];
    size_t length = 0;
    int missing = 0;
    int connection = accept(listening, NULL, NULL);
    while (length < ASKED_BYTES_MAX) {
        ssize_t got = read(connection, asked + length, ASKED_BYTES_MAX - length);
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
        asked[length] = '\0';
        if (strstr(asked, "\r\n\r\n") != NULL) {
            break;
        }
    }
    for (; *words != NULL; words++) {
        missing += strstr(asked, *words) == NULL;
    }
    ssize_t sent = write(connection, bytes, strlen(bytes));
    close(connection);
    _exit(missing + (sent < 0));
}

static void serve(one_answer *s, const char *bytes, const char *const *words) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(listening >= 0);
    assert_int_equal(bind(listening, (const struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&address, &size), 0);
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d/a/list.csv?key=secret",
             ntohs(address.sin_port));
    fflush(NULL);
    s->child = fork();
    assert_true(s->child >= 0);
    if (s->child == 0) {
        answer_once(listening, bytes, words);
    }
    close(listening);
}

static void end(const one_answer *s) {
    int status;
    assert_int_equal(waitpid(s->child, &status, 0), s->child);
    assert_int_equal(status, 0);
}

static const char *const no_words[] = {NULL};
static const ix_fetch_limits limits = {
    .connect_seconds = 5, .stall_seconds = 5, .total_seconds = 20, .bytes_max = 1000};

static ix_status ask(http_answer *answer, const char *url, const char *etag, ix_error *error) {
    http_request request = {
        .url = url, .etag = etag, .modified = "", .limits = &limits, .milliseconds = 20000};
    http_answer_init(answer, (size_t)limits.bytes_max);
    *error = (ix_error){0};
    return http_transport.exchange(http_transport.context, answer, &request, error);
}

static void an_answer_is_taken(void **state) {
    (void)state;
    const char *const words[] = {"GET /a/list.csv?key=secret HTTP/1.1\r\n",
                                 "User-Agent: interdict/" IX_VERSION, "Accept-Encoding: gzip\r\n",
                                 "If-None-Match: \"before\"\r\n", NULL};
    one_answer s;
    http_answer answer;
    ix_error error;
    serve(&s,
          "HTTP/1.1 200 OK\r\nETag: \"now\"\r\nContent-Type: text/csv\r\nContent-Length: 4\r\n\r\n"
          "1,A\n",
          words);
    assert_int_equal(ask(&answer, s.url, "\"before\"", &error), IX_OK);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.etag, "\"now\"");
    assert_string_equal(answer.content_type, "text/csv");
    assert_string_equal(answer.location, "");
    assert_true(ix_str_equal(ix_buf_view(&answer.body), IX_STR("1,A\n")));
    http_answer_free(&answer);
    end(&s);
}

static void a_redirect_is_told_not_followed(void **state) {
    (void)state;
    one_answer s;
    http_answer answer;
    ix_error error;
    serve(&s, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 2\r\n\r\nno", no_words);
    assert_int_equal(ask(&answer, s.url, "", &error), IX_OK);
    assert_int_equal(answer.status, 302);
    assert_non_null(strstr(answer.location, "http://127.0.0.1:"));
    assert_string_equal(strrchr(answer.location, '/'), "/b");
    assert_int_equal(answer.body.len, 0);
    http_answer_free(&answer);
    end(&s);
}

static void a_part_is_no_answer(void **state) {
    (void)state;
    one_answer s;
    http_answer answer;
    ix_error error;
    serve(&s, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n1,A\n", no_words);
    assert_int_equal(ask(&answer, s.url, "", &error), IX_E_IO);
    assert_true(answer.may_retry);
    assert_null(strstr(error.source, "secret"));
    http_answer_free(&answer);
    end(&s);
}

static void too_much_is_refused(void **state) {
    (void)state;
    one_answer s;
    http_answer answer;
    ix_error error;
    serve(&s, "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", no_words);
    assert_int_equal(ask(&answer, s.url, "", &error), IX_E_LIMIT);
    assert_false(answer.may_retry);
    assert_string_equal(error.text, "is larger than the 1000 bytes allowed (max_bytes)");
    http_answer_free(&answer);
    end(&s);
}

static void other_protocols_are_not_spoken(void **state) {
    (void)state;
    http_answer answer;
    ix_error error;
    assert_int_equal(ask(&answer, "file:///etc/hostname", "", &error), IX_E_IO);
    assert_false(answer.may_retry);
    http_answer_free(&answer);
}

static void the_clock_goes_on(void **state) {
    (void)state;
    int64_t before = http_transport.ticks(http_transport.context);
    http_transport.pause(http_transport.context, 20);
    assert_true(http_transport.ticks(http_transport.context) >= before + 20);
    assert_true(http_transport.now(http_transport.context) > 1700000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_taken),
        cmocka_unit_test(a_redirect_is_told_not_followed),
        cmocka_unit_test(a_part_is_no_answer),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(other_protocols_are_not_spoken),
        cmocka_unit_test(the_clock_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
