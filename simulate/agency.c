/* SPDX-License-Identifier: Apache-2.0 */
#include "agency.h"

#include <stdio.h>

#include "base/error.h"

static const struct {
    const char *name;
    unsigned code; /* Department for Education, local authority codes */
    unsigned trust;
} COUNCILS[SL_COUNCIL_COUNT] = {
    [SL_COUNCIL_BOLTON] = {"bolton",      350, 3},
    [SL_COUNCIL_BURY] = { "bury",       351, 0},
    [SL_COUNCIL_MANCHESTER] = { "manchester", 352, 1},
    [SL_COUNCIL_OLDHAM] = { "oldham",     353, 0},
    [SL_COUNCIL_ROCHDALE] = { "rochdale",   354, 0},
    [SL_COUNCIL_SALFORD] = { "salford",    355, 3},
    [SL_COUNCIL_STOCKPORT] = { "stockport",  356, 2},
    [SL_COUNCIL_TAMESIDE] = { "tameside",   357, 2},
    [SL_COUNCIL_TRAFFORD] = { "trafford",   358, 1},
    [SL_COUNCIL_WIGAN] = { "wigan",      359, 3},
};

static const char *const TRUSTS[SL_TRUST_COUNT] = {
    "nhs-north", "nhs-central", "nhs-south", "nhs-west"
};

/* clang-format off */
static const struct {
    const char *system;
    const char *format;
    const char *path;
    const char *before;
    const char *after;
} COUNCIL_FILES[SL_COUNCIL_FILE_COUNT] = {
    [SL_FILE_CIN] = { "cin", "cin-xml", "cin.xml", "", "\n</Children>\n</Message>\n" },
    [SL_FILE_CSC] = { "csc", "dfe-csc-json", "csc.json", "[", "\n]\n" },
    [SL_FILE_HEADER] = { "ssda903", "ssda903-csv", "ssda903/header.csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n", "" },
    [SL_FILE_EPISODES] = { "ssda903", "ssda903-csv", "ssda903/episodes.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
        "PL_POST,URN\n", "" },
    [SL_FILE_REVIEWS] = { "ssda903", "ssda903-csv", "ssda903/reviews.csv",
        "CHILD,DOB,REVIEW,REVIEW_CODE\n", "" },
    [SL_FILE_MISSING] = { "ssda903", "ssda903-csv", "ssda903/missing.csv",
        "CHILD,DOB,MISSING,MIS_START,MIS_END\n", "" },
    [SL_FILE_SCHOOLS] = { "schools", "sui-csv", "schools.csv",
        "SourceID,DOB,Surname,Forename,Gender,PostCode,ActiveCIN,ActiveCLA,ActiveCP,"
        "ActiveReferral,ActiveEHM,Ethnicity,ImmigrationStatus,NHSNumber\n", "" },
};
/* clang-format on */

unsigned sl_stream_of_council(enum sl_council council, enum sl_council_file file)
{
    return (unsigned)council * SL_COUNCIL_FILE_COUNT + (unsigned)file;
}

unsigned sl_stream_of_trust(unsigned trust)
{
    return SL_STREAM_TRUST + trust;
}

static struct sl_stream describe_truth(unsigned stream)
{
    struct sl_stream described = { .before = "", .after = "" };
    const char *path = "situations.jsonl";
    if (stream == SL_STREAM_MENTIONS) {
        path = "mentions.csv";
        described.before = "agency,system,key,person\n";
    } else if (stream == SL_STREAM_PEOPLE) {
        path = "people.csv";
        described.before = "person,household,role,community,given_name,surname,former_surname,"
                           "birth_date,sex,nhs_number,mother,father,twin,council,postcode\n";
    }
    (void)snprintf(described.path, sizeof(described.path), "%s", path);
    return described;
}

static struct sl_stream describe_council(unsigned stream)
{
    const char *council = COUNCILS[stream / SL_COUNCIL_FILE_COUNT].name;
    const unsigned file = stream % SL_COUNCIL_FILE_COUNT;
    struct sl_stream described = {
        .agency = council,
        .system = COUNCIL_FILES[file].system,
        .format = COUNCIL_FILES[file].format,
        .before = COUNCIL_FILES[file].before,
        .after = COUNCIL_FILES[file].after,
        .joined = file == SL_FILE_CSC,
    };
    (void
    )snprintf(described.path, sizeof(described.path), "%s/%s", council, COUNCIL_FILES[file].path);
    return described;
}

struct sl_stream sl_stream_describe(unsigned stream)
{
    SL_ASSERT(stream < SL_STREAM_COUNT);
    if (stream >= SL_STREAM_MENTIONS) {
        return describe_truth(stream);
    }
    if (stream < SL_STREAM_POLICE) {
        return describe_council(stream);
    }
    const bool police = stream == SL_STREAM_POLICE;
    struct sl_stream described = {
        .agency = police ? "police" : TRUSTS[stream - SL_STREAM_TRUST],
        .system = police ? "records" : "patients",
        .format = police ? "pole-jsonl" : "fhir-r4",
        .before = "",
        .after = "",
    };
    const char *file = police ? "records.jsonl" : "patients.ndjson";
    (void)snprintf(described.path, sizeof(described.path), "%s/%s", described.agency, file);
    return described;
}

unsigned sl_council_code(enum sl_council council)
{
    return COUNCILS[council].code;
}

unsigned sl_council_trust(enum sl_council council)
{
    return COUNCILS[council].trust;
}

const char *sl_agency_ethnicity(enum sl_name_community community)
{
    static const char *const CODES[SL_COMMUNITY_COUNT] = {
        [SL_BRITISH] = "WBRI",     [SL_IRISH] = "WIRI",   [SL_PAKISTANI] = "APKN",
        [SL_BANGLADESHI] = "ABAN", [SL_INDIAN] = "AIND",  [SL_POLISH] = "WOTH",
        [SL_ROMANIAN] = "WOTH",    [SL_AFRICAN] = "BAFR", [SL_CARIBBEAN] = "BCRB",
        [SL_ARAB] = "OOTH",        [SL_CHINESE] = "CHNE",
    };
    return CODES[community];
}

uint64_t sl_agency_number(unsigned stream, uint64_t person, unsigned nth)
{
    /* Files of one council's care share their numbers; an odd factor permutes 2^27 numbers. */
    const unsigned system =
        stream < SL_STREAM_POLICE && stream % SL_COUNCIL_FILE_COUNT != SL_FILE_SCHOOLS
            ? stream / SL_COUNCIL_FILE_COUNT
            : 16 + stream;
    const uint64_t space = UINT64_C(1) << 27;
    const uint64_t mixed = ((person * 4 + nth) * UINT64_C(69069725) + sl_hash_u64(system)) % space;
    return 100000000 + mixed;
}

void sl_agency_print_upn(enum sl_council council, uint64_t person, struct sl_text *ret_upn)
{
    static const char LETTERS[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    struct sl_text digits = { .len = 0 };
    sl_text_add_number(&digits, sl_council_code(council), 3);
    /* School, year and serial number: nine digits that no other pupil has. */
    sl_text_add_number(&digits, (person * UINT64_C(17463829) + 77) % 1000000000, 9);
    unsigned sum = 0;
    for (unsigned i = 0; i < digits.len; i++) {
        sum += (unsigned)(digits.bytes[i] - '0') * (i + 2);
    }
    ret_upn->len = 0;
    sl_text_add(ret_upn, (struct sl_str){ .ptr = &LETTERS[sum % 23], .len = 1 });
    sl_text_add(ret_upn, sl_text_str(&digits));
}
