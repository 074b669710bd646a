/* Ends the process after a given number of bytes have been written to files whose name contains "accounts.json". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long left = -2;

static int is_ours(int descriptor) {
    char link[64], name[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0) return 0;
    name[length] = 0;
    return strstr(name, "accounts.json") != NULL;
}

ssize_t write(int descriptor, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    if (left == -2) left = getenv("CUT_AFTER") ? atol(getenv("CUT_AFTER")) : -1;
    if (left < 0 || !is_ours(descriptor)) return real(descriptor, data, size);
    if ((long)size > left) {
        if (left) real(descriptor, data, left);
        _exit(9);
    }
    left -= size;
    return real(descriptor, data, size);
}
