/* SPDX-License-Identifier: Apache-2.0 */
/*
 * family.h - a child and some people around, for what shows whole pictures.
 */
#ifndef SL_TESTS_PICTURE_FAMILY_H
#define SL_TESTS_PICTURE_FAMILY_H

#include "told.h"

/* A family, as police, a council and a trust tell of it: for what prints pictures. */
static inline void tell_family(struct told *told)
{
    tell(
        told,
        "police",
        "{'type':'person','id':'n1','changed':'2024-05-03T10:11',"
        "'given_name':'AISHA','surname':'OBRIEN','birth_date':'2009-11-23',"
        "'sex':'F','ethnicity':{'known':'refused'},'phone':'07700 900123',"
        "'address':'14 Example Street, Oldham','postcode':'OL1 1AA'}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c1','changed':'2024-04-01','given_name':'Aisha',"
        "'surname':\"O\xE2\x80\x99"
        "Brien\",'birth_date':'2009-11-22',"
        "'ethnicity':'WBRI','postcode':'OL1 1AB'}"
    );
    tell(
        told,
        "police",
        "{'type':'event','id':'m1','kind':'missing','start':'2024-05-02T21:40',"
        "'end':'2024-05-03T06:15','people':[{'id':'n1','role':'subject'},"
        "{'id':'n2','role':'found_with'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'event','id':'m2','kind':'missing','start':'2024-05-02',"
        "'end':'2024-05-03','people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        told,
        "police",
        "{'type':'event','id':'p1','kind':'protection_notice',"
        "'start':'2024-05-03T08:00','child_words':'Not back \\u001b[2J there.',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'event','id':'pl1','kind':'protection_plan','start':'2024-03',"
        "'category':'NEG','team':'East','people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        told,
        "police",
        "{'type':'person','id':'n2','given_name':'RICO \\\"R\\\"','surname':'HILL',"
        "'sex':'M','phone':'+44 7700 900123','death_date':'2024-05-20'}"
    );
    tell(told, "police", "{'type':'link','id':'l1','from':'n3','role':'mother','to':'n1'}");
    told_is(told, "police", "n1", "C");
    told_is(told, "oldham", "c1", "C");
    told_is(told, "police", "n2", "R");
    told->agencies[0] = SL_STR("police");
    told->agencies[1] = SL_STR("nhs-north");
    told->input.agency_count = 2;
}

#endif
