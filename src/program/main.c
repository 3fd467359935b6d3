/* SPDX-License-Identifier: Apache-2.0 */
/* The program: the commands, and the one that serves pages. */
#include <stdio.h>

#include "cli/commands.h"
#include "program/serve.h"

int main(int argc, char **argv)
{
    static const struct sl_command *const more[] = { &sl_command_serve };

    return sl_cli_main(
        argc, argv, &(struct sl_cli){ .out = stdout, .err = stderr, .more = more, .more_count = 1 }
    );
}
