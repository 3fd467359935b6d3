/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genogram_layout.h - where people stand in a genogram: generations in rows, couples together.
 *
 * Source: E. R. Gansner, E. Koutsofios, S. C. North, K.-P. Vo, "A Technique for Drawing Directed
 *         Graphs", IEEE Transactions on Software Engineering 19 (3), 1993, as Graphviz does it.
 * Differs: Graphviz is given sizes and edges only. It sees no name, reads no file, loads no plugin
 *          and needs no font, so a layout is the same on every machine.
 */
#ifndef SL_APP_GENOGRAM_LAYOUT_H
#define SL_APP_GENOGRAM_LAYOUT_H

#include "base/arena.h"
#include "base/error.h"
#include "picture/genogram_svg.h"

/*
 * Lay a genogram out. Threads may do this at once; the library, which has a state of its own,
 * serves one after the other.
 *
 * Errors: SL_NO_MEMORY; SL_UNSUPPORTED when the library refuses. A library that is out of memory
 * itself ends the program. Memory: places live in the arena.
 * Time: 10 ms for the first, under one for each further one of twenty people.
 */
SL_NODISCARD enum sl_status sl_genogram_lay_out(
    const struct sl_genogram *genogram,
    struct sl_arena *arena,
    struct sl_genogram_layout *ret_layout,
    struct sl_error *err
);

#endif
