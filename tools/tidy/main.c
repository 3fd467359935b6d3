/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tidy - hold the rules of the house over a whole tree.
 *
 * Usage: tidy [ROOT]
 *
 * Prints one line for each finding; exits with 0 when there is none, 1 when there is one, and 2
 * when the tree cannot be read.
 */
#include <stdio.h>

#include "tidy.h"

#define REPORT_LIMIT_BYTES ((size_t)4 << 20)

int main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : ".";
    struct tidy_report report = { .finding_count = 0 };
    struct tidy_tree tree;
    struct sl_error err;

    if (tidy_tree_open(root, &tree, &err) != SL_OK) {
        (void)fprintf(stderr, "tidy: %s; %s\n", err.message, err.detail);
        tidy_tree_close(&tree);
        return 2;
    }
    sl_buf_init(&report.text, REPORT_LIMIT_BYTES);
    tidy_check(&tree, &report);
    const struct sl_str text = sl_buf_str(&report.text);
    (void)printf("%.*s", SL_STR_ARG(text));
    (void)printf("%zu files, %zu findings\n", tree.file_count, report.finding_count);
    sl_buf_finish(&report.text);
    tidy_tree_close(&tree);
    return report.finding_count == 0 ? 0 : 1;
}
