/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_ssda903_xml.c - any bytes are taken apart as a return of SSDA903, or refused.
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void split_all(struct sl_splitter *splitter)
{
    struct sl_split split = { .step = SL_SPLIT_RECORD };
    struct sl_error err;
    while (sl_splitter_next(splitter, &split, &err) == SL_OK && split.step != SL_SPLIT_END) {
        if (split.step == SL_SPLIT_RECORD) {
            fuzz_check_facts(split.record.facts);
            fuzz_read("ssda903-xml", split.record.layout, split.record.body);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sl_splitter *splitter = NULL;
    struct sl_error err;
    char path[64];
    const int fd = memfd_create("ssda903", 0);
    SL_ASSERT(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (sl_splitter_open(sl_format_find(SL_STR("ssda903-xml")), path, &splitter, &err) == SL_OK) {
        split_all(splitter);
        sl_splitter_close(splitter);
    }
    (void)close(fd);
    return 0;
}
