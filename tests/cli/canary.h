/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canary.h - is anything told of the person whom walk.h plants?
 */
#ifndef SL_TESTS_CLI_CANARY_H
#define SL_TESTS_CLI_CANARY_H

#include <ctype.h>
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/capture.h"

/* What is known of the person alone; in lower case, and without blanks. */
static const char *const canaries[] = {
    "zephyrine", "quillfether", "9000057418", "900417",     "larkspur",
    "ol14zz",    "2013-02-14",  "14feb2013",  "14february", "bytheweir",
};
#define CANARY_COUNT (sizeof canaries / sizeof canaries[0])

/* Lower case, and without blanks: however something is written, it is found. */
static inline void canary_fold(struct sl_buf *buf, struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (isspace((unsigned char)text.ptr[i]) == 0) {
            sl_buf_add_byte(buf, (char)tolower((unsigned char)text.ptr[i]));
        }
    }
}

/* The canaries that a text tells and that were not typed, as bits. */
static inline uint32_t canaries_in(struct sl_str text, struct sl_str typed)
{
    uint32_t found = 0;
    struct sl_buf folded;
    struct sl_buf words;

    sl_buf_init(&folded, (size_t)64 << 20);
    sl_buf_init(&words, CAPTURE_LIMIT_BYTES);
    canary_fold(&folded, text);
    canary_fold(&words, typed);
    for (size_t i = 0; i < CANARY_COUNT; i++) {
        const struct sl_str canary = sl_str_from(canaries[i]);
        if (sl_str_find(sl_buf_str(&folded), canary) < folded.len &&
            sl_str_find(sl_buf_str(&words), canary) == words.len) {
            found |= UINT32_C(1) << i;
        }
    }
    sl_buf_finish(&folded);
    sl_buf_finish(&words);
    return found;
}

/* The same of all files below a folder. */
static inline uint32_t canaries_below(const char *path, struct sl_str typed)
{
    uint32_t found = 0;
    struct stat status;
    struct sl_buf text;
    char inner[1200];
    DIR *dir = opendir(path);

    for (const struct dirent *one = dir == NULL ? NULL : readdir(dir); one != NULL;
         one = readdir(dir)) {
        const int len = snprintf(inner, sizeof inner, "%s/%s", path, one->d_name);
        assert_true(len > 0 && (size_t)len < sizeof inner);
        if (one->d_name[0] == '.' || stat(inner, &status) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            found |= canaries_below(inner, typed);
            continue;
        }
        sl_buf_init(&text, (size_t)16 << 20);
        sl_test_read(inner, &text);
        found |= canaries_in(sl_buf_str(&text), typed);
        sl_buf_finish(&text);
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return found;
}

/* The bit of one. */
static inline uint32_t canary_bit(const char *name)
{
    for (size_t i = 0; i < CANARY_COUNT; i++) {
        if (strcmp(canaries[i], name) == 0) {
            return UINT32_C(1) << i;
        }
    }
    fail_msg("'%s' is no canary", name);
    return 0;
}

/* The first of some, for a message. */
static inline const char *canary_name(uint32_t bits)
{
    for (size_t i = 0; i < CANARY_COUNT; i++) {
        if ((bits >> i & 1) != 0) {
            return canaries[i];
        }
    }
    return "nothing";
}

#endif
