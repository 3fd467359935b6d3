/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agency.h - who holds records: ten councils, a police force, four NHS trusts; their systems, the
 * files that these write, and the numbers that they give to people.
 *
 * The councils and their codes are real, and so are the towns. The force, the trusts and all that
 * is in the files are made.
 */
#ifndef SL_SIMULATE_AGENCY_H
#define SL_SIMULATE_AGENCY_H

#include <stdint.h>

#include "place.h"
#include "text.h"

#define SL_TRUST_COUNT 4u

/* The files of a council, in the order of their streams. */
enum sl_council_file {
    SL_FILE_CIN,
    SL_FILE_CSC,
    SL_FILE_HEADER,
    SL_FILE_EPISODES,
    SL_FILE_REVIEWS,
    SL_FILE_MISSING,
    SL_FILE_SCHOOLS,
    SL_COUNCIL_FILE_COUNT
};

/* Every file that is written has a stream: those of the councils, then these. */
enum {
    SL_STREAM_POLICE = SL_COUNCIL_COUNT * SL_COUNCIL_FILE_COUNT,
    SL_STREAM_TRUST,
    SL_STREAM_MENTIONS = SL_STREAM_TRUST + SL_TRUST_COUNT,
    SL_STREAM_PEOPLE,
    SL_STREAM_SITUATIONS,
    SL_STREAM_COUNT
};

/* What a stream is. Constant texts. */
struct sl_stream {
    const char *agency; /* NULL for the truth */
    const char *system;
    const char *format;
    char path[64];      /* within the folder; of the truth, within its own */
    const char *before; /* what stands first in the file */
    const char *after;  /* what stands last */
    bool joined;        /* items begin with a comma, which the first one loses */
};

/* The stream of a council's file, or of a trust. */
unsigned sl_stream_of_council(enum sl_council council, enum sl_council_file file);
unsigned sl_stream_of_trust(unsigned trust);

/* What a stream is; stream < SL_STREAM_COUNT. `before` of the census is not complete: its header
 * names the council and is written by write_cin.h. */
struct sl_stream sl_stream_describe(unsigned stream);

/* The department's number of a council: 350 .. 359. */
unsigned sl_council_code(enum sl_council council);

/* Which trust looks after the people of a council. */
unsigned sl_council_trust(enum sl_council council);

/* The ethnic code of the department's lists that most people of a community have. */
const char *sl_agency_ethnicity(enum sl_name_community community);

/*
 * The number that a system gives to its nth record of somebody: no two alike within the system,
 * and not in the order of people. person < 2^25, nth < 4.
 */
uint64_t sl_agency_number(unsigned stream, uint64_t person, unsigned nth);

/*
 * A unique pupil number: check letter, council, school, year and a number of its own.
 * Source: Department for Education, Unique pupil numbers (UPNs): a guide. The letter is the sum of
 * the digits times 2 to 13, modulo 23, in the alphabet without I, O and S.
 */
void sl_agency_print_upn(enum sl_council council, uint64_t person, struct sl_text *ret_upn);

#endif
