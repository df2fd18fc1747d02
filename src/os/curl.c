/* One request and its answer, by libcurl: https with the system's authorities, always verified;
 * http where an address says so; the proxy that the environment names. Redirects are not followed
 * here: fetch.c looks at each. */
#include "http.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#define USER_AGENT        "interdict/" IX_VERSION " (sanctions screening; lists update)"
#define STALL_BYTES       1 /* a second; slower than this for stall_seconds is given up */
#define HTTP_STATUS_WHOLE 200

/* ------------------------------------------------------------------ headers */

void http_answer_init(http_answer *answer, size_t bytes_max) {
    *answer = (http_answer){0};
    ix_buf_init(&answer->body, bytes_max);
}

void http_answer_free(http_answer *answer) {
    ix_buf_free(&answer->body);
}

/* A value that is too long, or that could not stand in a request again, counts as not given. */
static void keep_field(char out[HTTP_FIELD_BYTES_MAX], ix_str value) {
    out[0] = '\0';
    if (value.len >= HTTP_FIELD_BYTES_MAX) {
        return;
    }
    for (ptrdiff_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < 0x20 || value.ptr[i] > 0x7e) {
            return;
        }
    }
    snprintf(out, HTTP_FIELD_BYTES_MAX, "%" IX_FMT, IX_ARG(value));
}

void http_answer_header(http_answer *answer, ix_str line) {
    struct {
        const char *name;
        char *value;
    } fields[] = {{"ETag", answer->etag},
                  {"Last-Modified", answer->modified},
                  {"Content-Type", answer->content_type},
                  {"Content-Encoding", answer->encoding},
                  {"Retry-After", answer->retry_after}};
    ix_str value;
    ix_str name = ix_str_cut(line, ':', &value);
    bool begins = ix_str_starts_with(line, IX_STR("HTTP/"));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (begins) {
            fields[i].value[0] = '\0';
        } else if (ix_str_equal_ascii_nocase(name, ix_str_from_cstr(fields[i].name))) {
            keep_field(fields[i].value, ix_str_trim(value));
        }
    }
}

/* ------------------------------------------------------------------ libcurl's calls back */

typedef struct exchanging {
    CURL *curl;
    const http_request *request;
    http_answer *answer;
} exchanging;

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
    exchanging *x = context;
    http_answer_header(x->answer, (ix_str){bytes, (ptrdiff_t)(size * count)});
    return size * count;
}

/* What comes with an answer that is no file is not kept. */
static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    exchanging *x = context;
    long status = 0;
    curl_easy_getinfo(x->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != HTTP_STATUS_WHOLE) {
        return size * count;
    }
    ix_buf_append(&x->answer->body, (ix_str){bytes, (ptrdiff_t)(size * count)});
    return x->answer->body.status == IX_OK ? size * count : 0;
}

static int tell_progress(void *context, curl_off_t total, curl_off_t done, curl_off_t up_total,
                         curl_off_t up_done) {
    (void)up_total;
    (void)up_done;
    const exchanging *x = context;
    if (done > 0) {
        ix_progress_tell(x->request->progress, x->request->what, done, total);
    }
    return 0;
}

/* ------------------------------------------------------------------ asking */

/* Failures that may pass: the way there and back, not what was asked or who answered. */
static bool may_pass(CURLcode code) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

static struct curl_slist *request_headers(const http_request *request) {
    char line[HTTP_FIELD_BYTES_MAX + 32];
    struct curl_slist *headers = curl_slist_append(NULL, "Accept-Encoding: gzip");
    if (request->post != NULL) {
        headers = curl_slist_append(headers, "Content-Type: application/json");
    }
    if (request->etag[0] != '\0') {
        snprintf(line, sizeof line, "If-None-Match: %s", request->etag);
        headers = curl_slist_append(headers, line);
    }
    if (request->modified[0] != '\0') {
        snprintf(line, sizeof line, "If-Modified-Since: %s", request->modified);
        headers = curl_slist_append(headers, line);
    }
    return headers;
}

static void configure(CURL *curl, exchanging *x, struct curl_slist *headers, char *reason) {
    const http_request *request = x->request;
    const ix_fetch_limits *limits = request->limits;
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)limits->connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->milliseconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)limits->stall_seconds);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limits->bytes_max);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, x);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, tell_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, x);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (request->post != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->post);
    }
}

static ix_status report(http_answer *answer, const http_request *request, CURLcode code,
                        const char *reason, ix_error *error) {
    ix_str url = http_shown(request->url);
    if (code == CURLE_OUT_OF_MEMORY || answer->body.status == IX_E_MEMORY) {
        return ix_error_at(error, IX_E_MEMORY, url, 0, -1, "out of memory while fetching");
    }
    if (code == CURLE_FILESIZE_EXCEEDED || answer->body.status == IX_E_LIMIT) {
        return ix_error_at(error, IX_E_LIMIT, url, 0, -1,
                           "is larger than the %lld bytes allowed (max_bytes)",
                           (long long)request->limits->bytes_max);
    }
    answer->may_retry = may_pass(code);
    return ix_error_at(error, IX_E_IO, url, 0, -1, "%s",
                       reason[0] != '\0' ? reason : curl_easy_strerror(code));
}

static void settle_answer(http_answer *answer, CURL *curl) {
    long status = 0;
    const char *location = NULL;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
    answer->status = (int)status;
    if (location != NULL && strlen(location) < sizeof answer->location) {
        snprintf(answer->location, sizeof answer->location, "%s", location);
    }
}

static ix_status exchange(void *context, http_answer *out, const http_request *request,
                          ix_error *error) {
    (void)context;
    char reason[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = request_headers(request);
    exchanging x = {curl, request, out};
    ix_status status = IX_OK;
    if (curl == NULL || headers == NULL) {
        status = ix_error_set(error, IX_E_MEMORY, "out of memory while fetching");
    } else {
        configure(curl, &x, headers, reason);
        CURLcode code = curl_easy_perform(curl);
        settle_answer(out, curl);
        if (code != CURLE_OK) {
            status = report(out, request, code, reason, error);
        }
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return status;
}

/* ------------------------------------------------------------------ the clock */

static void pause_for(void *context, int64_t milliseconds) {
    (void)context;
    struct timespec left = {.tv_sec = milliseconds / 1000,
                            .tv_nsec = milliseconds % 1000 * 1000000L};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

static int64_t read_ticks(void *context) {
    (void)context;
    return ix_clock_ticks();
}

static int64_t read_now(void *context) {
    (void)context;
    return ix_clock_now();
}

const ix_transport http_transport = {
    .exchange = exchange, .pause = pause_for, .ticks = read_ticks, .now = read_now};

ix_when http_date(const char *text) {
    time_t instant = text[0] == '\0' ? -1 : curl_getdate(text, NULL);
    return instant < 0 ? (ix_when){0} : (ix_when){IX_WHEN_INSTANT, (int64_t)instant};
}
