/* SPDX-License-Identifier: Apache-2.0 */
/* The program. All of it is in commands.c, where tests can reach it. */
#include <stdio.h>

#include "cli/commands.h"

int main(int argc, char **argv)
{
    return sl_cli_main(argc, argv, &(struct sl_cli){ .out = stdout, .err = stderr });
}
