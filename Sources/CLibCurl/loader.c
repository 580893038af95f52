#include "shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* The names of libcurl's binary interface 4, unchanged since 2006. */
#ifdef __APPLE__
static const char library_name[] = "libcurl.4.dylib";
#else
static const char library_name[] = "libcurl.so.4";
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

static void give_up(const char *what, const char *reason) {
    fprintf(
        stderr,
        "error: %s cannot be loaded: %s [EXCHANGE-LIBRARY-1]\n"
        "    Install libcurl 7.80 or later, such as Debian's package libcurl4.\n",
        what, reason != NULL ? reason : "no reason is given");
    exit(2);
}

static void load(void) {
    library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) give_up(library_name, dlerror());
}

static void *find(const char *name) {
    pthread_once(&once, load);
    void *function = dlsym(library, name);
    if (function == NULL) give_up(name, dlerror());
    return function;
}

/* What is found is kept. Two threads may look for the same function at once; they find the same. */
#define FUNCTION(result, name, parameters)                                                                     \
    static result(*find_##name(void)) parameters {                                                             \
        static result(*_Atomic found) parameters;                                                              \
        if (found == NULL) found = (result(*) parameters)find("curl_" #name);                                  \
        return found;                                                                                          \
    }

#define FORWARD(result, name, parameters, arguments)                                                           \
    FUNCTION(result, name, parameters)                                                                         \
    result clibcurl_##name parameters { return find_##name() arguments; }

FORWARD(CURLcode, global_init, (long flags), (flags))
FORWARD(CURL *, easy_init, (void), ())
FORWARD(void, easy_cleanup, (CURL * handle), (handle))
FORWARD(const char *, easy_strerror, (CURLcode code), (code))
FORWARD(struct curl_slist *, slist_append, (struct curl_slist * list, const char *text), (list, text))
FORWARD(void, slist_free_all, (struct curl_slist * list), (list))
FORWARD(CURLM *, multi_init, (void), ())
FORWARD(CURLMcode, multi_cleanup, (CURLM * multi), (multi))
FORWARD(CURLMcode, multi_add_handle, (CURLM * multi, CURL *handle), (multi, handle))
FORWARD(CURLMcode, multi_remove_handle, (CURLM * multi, CURL *handle), (multi, handle))
FORWARD(CURLMcode, multi_perform, (CURLM * multi, int *running), (multi, running))
FORWARD(
    CURLMcode, multi_poll,
    (CURLM * multi, struct curl_waitfd *descriptors, unsigned int count, int timeout, int *ready),
    (multi, descriptors, count, timeout, ready))
FORWARD(CURLMcode, multi_wakeup, (CURLM * multi), (multi))
FORWARD(CURLMsg *, multi_info_read, (CURLM * multi, int *left), (multi, left))
FORWARD(CURLU *, url, (void), ())
FORWARD(void, url_cleanup, (CURLU * url), (url))
FORWARD(
    CURLUcode, url_get, (const CURLU *url, CURLUPart part, char **text, unsigned int flags),
    (url, part, text, flags))
FORWARD(
    CURLUcode, url_set, (CURLU * url, CURLUPart part, const char *text, unsigned int flags),
    (url, part, text, flags))
FORWARD(void, free, (void *memory), (memory))
FORWARD(time_t, getdate, (const char *text, const time_t *unused), (text, unused))

FUNCTION(CURLcode, easy_setopt, (CURL * handle, CURLoption option, ...))
FUNCTION(CURLcode, easy_getinfo, (CURL * handle, CURLINFO info, ...))
FUNCTION(CURLMcode, multi_setopt, (CURLM * multi, CURLMoption option, ...))

clibcurl_setopt_function clibcurl_setopt(void) { return find_easy_setopt(); }
clibcurl_getinfo_function clibcurl_getinfo(void) { return find_easy_getinfo(); }
clibcurl_multi_setopt_function clibcurl_multi_setopt(void) { return find_multi_setopt(); }
