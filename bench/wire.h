/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire.h - a browser that is nothing but a socket: for measuring and for tests over loopback.
 */
#ifndef SL_BENCH_WIRE_H
#define SL_BENCH_WIRE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* One connection, which stays open from one request to the next. */
struct sl_wire {
    int fd;            /* -1: not connected */
    struct sl_buf got; /* the last answer */
};

/* Nothing is connected yet. Finish in any case. */
void sl_wire_init(struct sl_wire *wire);
void sl_wire_finish(struct sl_wire *wire);

/* Connect to this machine. Errors: SL_IO. */
SL_NODISCARD enum sl_status
sl_wire_connect(struct sl_wire *wire, uint16_t port, struct sl_error *err);

/* An answer; texts live until the next one. */
struct sl_wire_reply {
    unsigned status;
    struct sl_str head, body;
};

/*
 * Send a whole request, and read the answer, whose length its head says.
 * Errors: SL_IO, also when the other side closes before the answer is complete; SL_INVALID when it
 * is no HTTP; SL_NO_MEMORY. Then connect anew.
 */
SL_NODISCARD enum sl_status sl_wire_ask(
    struct sl_wire *wire,
    struct sl_str request,
    struct sl_wire_reply *ret_reply,
    struct sl_error *err
);

/* The value of a header, by its name in any case; empty when there is none. */
struct sl_str sl_wire_header(const struct sl_wire_reply *reply, struct sl_str name);

#endif
