/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.h - the command that serves pages.
 */
#ifndef SL_PROGRAM_SERVE_H
#define SL_PROGRAM_SERVE_H

#include "cli/command.h"

extern const struct sl_command sl_command_serve;

#endif
