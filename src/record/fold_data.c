/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fold_data.h"

/* clang-format off */

static const char latin[] =
    "a a a a a a aec e e e e i i i i " /* 00C0 */
    "d n o o o o o   o u u u u y thss" /* 00D0 */
    "a a a a a a aec e e e e i i i i " /* 00E0 */
    "d n o o o o o   o u u u u y thy " /* 00F0 */
    "a a a a a a c c c c c c c c d d " /* 0100 */
    "d d e e e e e e e e e e g g g g " /* 0110 */
    "g g g g h h h h i i i i i i i i " /* 0120 */
    "i i ijijj j k k q l l l l l l l " /* 0130 */
    "l l l n n n n n n n n n o o o o " /* 0140 */
    "o o oeoer r r r r r s s s s s s " /* 0150 */
    "s s t t t t t t u u u u u u u u " /* 0160 */
    "u u u u w w y y y z z z z z z s " /* 0170 */
    "b b b b ? ? ? c c d d d d ? ? e " /* 0180 */
    "e f f g ? hvi i k k l ? ? n n ? " /* 0190 */
    "o o oioip p ? ? ? ? ? t t t t u " /* 01A0 */
    "u ? v y y z z ? ? ? ? ? ? ? ? ? " /* 01B0 */
    "? ? ? ? dzdzdzljljljnjnjnja a i " /* 01C0 */
    "i o o u u u u u u u u u u e a a " /* 01D0 */
    "a a aeaeg g g g k k o o o o ? ? " /* 01E0 */
    "j dzdzdzg g ? ? n n a a aeaeo o " /* 01F0 */
    "a a a a e e e e i i i i o o o o " /* 0200 */
    "r r r r u u u u s s t t ? ? h h " /* 0210 */
    "? d ? ? z z a a e e o o o o o o " /* 0220 */
    "o o y y l n t j dbqpa c c l t s " /* 0230 */
    "z ? ? b u ? e e j j ? ? r r y y "; /* 0240 */

static const char schwa[] =
    "e "; /* 0259 */

static const char latin_additional[] =
    "a a b b b b b b c c d d d d d d " /* 1E00 */
    "d d d d e e e e e e e e e e f f " /* 1E10 */
    "g g h h h h h h h h h h i i i i " /* 1E20 */
    "k k k k k k l l l l l l l l m m " /* 1E30 */
    "m m m m n n n n n n n n o o o o " /* 1E40 */
    "o o o o p p p p r r r r r r r r " /* 1E50 */
    "s s s s s s s s s s t t t t t t " /* 1E60 */
    "t t u u u u u u u u u u v v v v " /* 1E70 */
    "w w w w w w w w w w x x x x y y " /* 1E80 */
    "z z z z z z h t w y a s s s ss? " /* 1E90 */
    "a a a a a a a a a a a a a a a a " /* 1EA0 */
    "a a a a a a a a e e e e e e e e " /* 1EB0 */
    "e e e e e e e e i i i i o o o o " /* 1EC0 */
    "o o o o o o o o o o o o o o o o " /* 1ED0 */
    "o o o o u u u u u u u u u u u u " /* 1EE0 */
    "u u y y y y y y y y llllv v y y "; /* 1EF0 */

static const char cyrillic[] =
    "e   e   d   g   ie  dz  i   i   j   lj  nj  c   k   i   u   dz  " /* 0400 */
    "a   b   v   g   d   e   zh  z   i   i   k   l   m   n   o   p   " /* 0410 */
    "r   s   t   u   f   kh  ts  ch  sh  shchie  y       e   iu  ia  " /* 0420 */
    "a   b   v   g   d   e   zh  z   i   i   k   l   m   n   o   p   " /* 0430 */
    "r   s   t   u   f   kh  ts  ch  sh  shchie  y       e   iu  ia  " /* 0440 */
    "e   e   d   g   ie  dz  i   i   j   lj  nj  c   k   i   u   dz  "; /* 0450 */

static const char cyrillic_upturn[] =
    "g   g   "; /* 0490 */

const struct sl_fold_range sl_fold_ranges[SL_FOLD_RANGE_COUNT] = {
    { 0x00C0, 0x024F, 2, latin },
    { 0x0259, 0x0259, 2, schwa },
    { 0x0400, 0x045F, 4, cyrillic },
    { 0x0490, 0x0491, 4, cyrillic_upturn },
    { 0x1E00, 0x1EFF, 2, latin_additional },
};

/* clang-format on */
