#ifndef CLIBCURL_SHIM_H
#define CLIBCURL_SHIM_H

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* libcurl is loaded when it is first called, not when the program starts: it brings thirty libraries with it, and most
   commands exchange nothing. Where it cannot be loaded, the program ends with status 2 and says so, as the system's
   loader would at the start. */

CURLcode clibcurl_global_init(long flags);
CURL *clibcurl_easy_init(void);
void clibcurl_easy_cleanup(CURL *handle);
const char *clibcurl_easy_strerror(CURLcode code);
struct curl_slist *clibcurl_slist_append(struct curl_slist *list, const char *text);
void clibcurl_slist_free_all(struct curl_slist *list);
CURLM *clibcurl_multi_init(void);
CURLMcode clibcurl_multi_cleanup(CURLM *multi);
CURLMcode clibcurl_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode clibcurl_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode clibcurl_multi_perform(CURLM *multi, int *running);
CURLMcode clibcurl_multi_poll(
    CURLM *multi, struct curl_waitfd *descriptors, unsigned int count, int timeout, int *ready);
CURLMcode clibcurl_multi_wakeup(CURLM *multi);
CURLMsg *clibcurl_multi_info_read(CURLM *multi, int *left);
CURLU *clibcurl_url(void);
void clibcurl_url_cleanup(CURLU *url);
CURLUcode clibcurl_url_get(const CURLU *url, CURLUPart part, char **text, unsigned int flags);
CURLUcode clibcurl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
void clibcurl_free(void *memory);
time_t clibcurl_getdate(const char *text, const time_t *unused);

/* The variadic ones, which Swift cannot call: typed wrappers for each kind of argument that is used follow. */
typedef CURLcode (*clibcurl_setopt_function)(CURL *handle, CURLoption option, ...);
typedef CURLcode (*clibcurl_getinfo_function)(CURL *handle, CURLINFO info, ...);
typedef CURLMcode (*clibcurl_multi_setopt_function)(CURLM *multi, CURLMoption option, ...);
clibcurl_setopt_function clibcurl_setopt(void);
clibcurl_getinfo_function clibcurl_getinfo(void);
clibcurl_multi_setopt_function clibcurl_multi_setopt(void);

static inline CURLcode clibcurl_set_long(CURL *handle, CURLoption option, long value) {
    return clibcurl_setopt()(handle, option, value);
}

static inline CURLcode clibcurl_set_off_t(CURL *handle, CURLoption option, curl_off_t value) {
    return clibcurl_setopt()(handle, option, value);
}

/* libcurl copies the text, except for CURLOPT_POSTFIELDS, which is not set through here. */
static inline CURLcode clibcurl_set_string(CURL *handle, CURLoption option, const char *value) {
    return clibcurl_setopt()(handle, option, value);
}

static inline CURLcode clibcurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return clibcurl_setopt()(handle, option, value);
}

/* The list stays the caller's until the handle is cleaned up. */
static inline CURLcode clibcurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return clibcurl_setopt()(handle, option, value);
}

/* CURLOPT_POSTFIELDSIZE_LARGE has to be set before: the bytes may hold NUL. */
static inline CURLcode clibcurl_copy_body(CURL *handle, const void *bytes) {
    return clibcurl_setopt()(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

typedef size_t (*clibcurl_data_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode clibcurl_set_data_function(CURL *handle, CURLoption option, clibcurl_data_function function) {
    return clibcurl_setopt()(handle, option, function);
}

static inline CURLcode clibcurl_set_prerequest(CURL *handle, curl_prereq_callback function, void *context) {
    CURLcode code = clibcurl_setopt()(handle, CURLOPT_PREREQFUNCTION, function);
    return code != CURLE_OK ? code : clibcurl_setopt()(handle, CURLOPT_PREREQDATA, context);
}

static inline CURLcode clibcurl_set_open_socket(CURL *handle, curl_opensocket_callback function, void *context) {
    CURLcode code = clibcurl_setopt()(handle, CURLOPT_OPENSOCKETFUNCTION, function);
    return code != CURLE_OK ? code : clibcurl_setopt()(handle, CURLOPT_OPENSOCKETDATA, context);
}

/* Where the 4 or 16 bytes of the address lie; their number is 0 for other families. The struct's last member
   is longer than its declared type. */
static inline const unsigned char *clibcurl_address(const struct curl_sockaddr *address, int *count) {
    const void *bytes = &address->addr;
    if (address->family == AF_INET) {
        *count = 4;
        return (const unsigned char *)&((const struct sockaddr_in *)bytes)->sin_addr;
    }
    if (address->family == AF_INET6) {
        *count = 16;
        return (const unsigned char *)&((const struct sockaddr_in6 *)bytes)->sin6_addr;
    }
    *count = 0;
    return (const unsigned char *)bytes;
}

/* What libcurl does without the callback, and not inherited by programs we start. */
static inline curl_socket_t clibcurl_socket(const struct curl_sockaddr *address) {
    int type = address->socktype;
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC;
#endif
    return socket(address->family, type, address->protocol);
}

static inline CURLcode clibcurl_get_long(CURL *handle, CURLINFO info, long *value) {
    return clibcurl_getinfo()(handle, info, value);
}

static inline CURLcode clibcurl_get_off_t(CURL *handle, CURLINFO info, curl_off_t *value) {
    return clibcurl_getinfo()(handle, info, value);
}

static inline CURLMcode clibcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return clibcurl_multi_setopt()(multi, option, value);
}

/* The result lies in a union; meaningful only where message->msg is CURLMSG_DONE. */
static inline CURLcode clibcurl_result(const CURLMsg *message) {
    return message->data.result;
}

/* Macros whose expressions Swift does not import. */
static const long clibcurl_global_all = CURL_GLOBAL_ALL;
static const long clibcurl_tls_1_2 = CURL_SSLVERSION_TLSv1_2;
static const long clibcurl_http_2_over_tls = CURL_HTTP_VERSION_2TLS;
static const long clibcurl_pipe_multiplex = CURLPIPE_MULTIPLEX;
static const unsigned int clibcurl_url_disallow_user = CURLU_DISALLOW_USER;
static const unsigned int clibcurl_url_default_port = CURLU_DEFAULT_PORT;
static const int clibcurl_prerequest_go = CURL_PREREQFUNC_OK;
static const int clibcurl_prerequest_abort = CURL_PREREQFUNC_ABORT;
static const curl_socket_t clibcurl_no_socket = CURL_SOCKET_BAD;
static const size_t clibcurl_error_size = CURL_ERROR_SIZE;

#endif
