/* Shared by the files of this folder that fetch: one exchange with a server, and how it is tried
 * again.
 *
 *   curl.c   one request and its answer, by libcurl
 *   fetch.c  redirects, tries and pauses, over any transport; content encoding undone
 *
 * A transport is a pair of functions, so that tests answer and wait as they like. */
#ifndef INTERDICT_OS_HTTP_H
#define INTERDICT_OS_HTTP_H

#include <interdict/os.h>

#define HTTP_FIELD_BYTES_MAX                                                                       \
    256 /* of an ETag, a date, a content type, with its NUL; longer: none */
#define HTTP_REDIRECTS_MAX     8   /* steps from the address given to the one that answers */
#define HTTP_RETRY_AFTER_MAX   120 /* seconds a server may ask to wait; for more, nothing waits */
#define HTTP_PAUSE_SECONDS_MAX 60  /* the longest pause that doubling leads to */

typedef struct http_request {
    const char *url;
    const char *post;     /* a JSON body; NULL: GET */
    const char *etag;     /* answer only if it is another; "": whatever it is */
    const char *modified; /* likewise, as the server wrote it */
    const ix_fetch_limits *limits;
    int64_t milliseconds; /* what is left of the time */
    ix_progress progress;
    const char *what; /* for the progress */
} http_request;

/* What one request came to. */
typedef struct http_answer {
    int status;     /* 0: no answer came */
    bool may_retry; /* of a failure: another try may end otherwise */
    ix_buf body;    /* of an answer 200 only */
    char etag[HTTP_FIELD_BYTES_MAX];
    char modified[HTTP_FIELD_BYTES_MAX];
    char content_type[HTTP_FIELD_BYTES_MAX];
    char encoding[HTTP_FIELD_BYTES_MAX];
    char retry_after[HTTP_FIELD_BYTES_MAX];
    char location[IX_URL_BYTES_MAX]; /* absolute; "" when the answer is no redirect */
} http_answer;

struct ix_transport {
    /* Ask once. IX_OK with whatever status the server answered; else no whole answer came, and
     * may_retry says whether that may pass. The caller frees the body in either case. */
    ix_status (*exchange)(void *context, http_answer *out, const http_request *request,
                          ix_error *error);
    void (*pause)(void *context, int64_t milliseconds);
    int64_t (*ticks)(void *context); /* milliseconds, for what is left of the time */
    int64_t (*now)(void *context);   /* seconds since 1970, for Retry-After */
    void *context;
};

/* libcurl and the computer's clock. */
extern const ix_transport http_transport;

/* Make an answer ready to be filled. */
void http_answer_init(http_answer *answer, size_t bytes_max);
void http_answer_free(http_answer *answer);
/* Take one header line "Name: value" into the answer; a status line forgets what came before, for
 * it belongs to an answer that another one has followed. */
void http_answer_header(http_answer *answer, ix_str line);

/* What a fetch came to. */
typedef struct http_result {
    bool unchanged; /* 304: there is nothing but what we have */
    ix_buf bytes;   /* content encoding undone */
    ix_digest digest;
    ix_digest sent; /* of the body as it was sent; the same without a content encoding */
    char etag[HTTP_FIELD_BYTES_MAX];
    char modified[HTTP_FIELD_BYTES_MAX];
    char content_type[HTTP_FIELD_BYTES_MAX];
    int requests; /* all, with redirects and further tries */
} http_result;

/* Fetch a file. IX_E_IO: it could not be had; IX_E_LIMIT: larger than allowed; IX_E_INPUT: its
 * encoding is damaged or unknown. On failure there is nothing to free. */
ix_status http_fetch(http_result *out, const ix_transport *transport, const http_request *request,
                     ix_error *error);
void http_result_free(http_result *result);

/* May an address that was reached by https or http send on to this one? */
bool http_redirect_is_allowed(const char *from, const char *to);
/* Seconds a server asks to wait ("120", or a date); -1 when it says nothing readable. */
int64_t http_retry_after(const char *text, int64_t now);
/* Milliseconds to wait before try `tries` + 1, or -1: there is none. */
int64_t http_pause(const ix_fetch_limits *limits, int tries, const http_answer *answer,
                   int64_t now);
/* The instant of an HTTP date; IX_WHEN_NONE when it is none. */
ix_when http_date(const char *text);
/* The address without its query, which may hold a secret. */
ix_str http_shown(const char *url);

#endif
