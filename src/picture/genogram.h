/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genogram.h - a child's family and network as a graph in the DOT language.
 *
 * Source: M. McGoldrick and R. Gerson, "Genograms in Family Assessment", 1985: squares for men,
 *         circles for women, a double border for the one in question, a cross for the dead.
 * Differs: who is of no recorded sex is a rounded box, not a guess; a line is dashed when no record
 *         states the tie and it was inferred.
 */
#ifndef SL_PICTURE_GENOGRAM_H
#define SL_PICTURE_GENOGRAM_H

#include "base/buf.h"
#include "picture/picture.h"

/*
 * Append the graph: the child, everybody tied to the child but professionals, and what records
 * state between them. Each line has the numbers of its records as its tooltip. Labels are quoted:
 * no text of a record can become DOT. The same picture gives the same bytes.
 * Errors: those that stick to buf.
 */
void sl_picture_genogram(const struct sl_picture *picture, struct sl_buf *buf);

#endif
