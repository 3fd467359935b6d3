/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_bits.h - how sure the linkage must be: match weights in bits, chosen on planted truth.
 *
 * README.md has the measurements and the reasons.
 */
#ifndef SL_IDENTITY_IDENTITY_BITS_H
#define SL_IDENTITY_IDENTITY_BITS_H

/* Two are joined from here ... */
#define SL_IDENTITY_JOIN_BITS 2.0
/* ... and stay together down to here, once that was published. */
#define SL_IDENTITY_SPLIT_BITS (-2.0)
/* Whoever may be one from here is put before people. */
#define SL_IDENTITY_POSSIBLE_BITS (-4.0)
/* A possible match is called potential from here: as likely as not; below, low confidence. */
#define SL_IDENTITY_POTENTIAL_BITS 0.0
/* Born so many years apart they are never one: a parent with the child's name. */
#define SL_IDENTITY_APART_YEARS 12u

#endif
