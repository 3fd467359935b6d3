/* SPDX-License-Identifier: Apache-2.0 */
#include "link/trait.h"

#include <string.h>

#include "support/support.h"

#define BIT(trait) (1u << SL_TRAIT_##trait)

static void test_sees_what_a_value_looks_like(void **state)
{
    static const struct {
        const char *text;
        unsigned set;
    } rows[] = {
        {"1971-06-24",           BIT(DATE)            },
        { "24/06/1971",          BIT(DATE)            },
        { "2.3.15",              BIT(DATE)            },
        { "06/24/1971",          BIT(DATE)            },
        { "24-Jun-1971",         BIT(DATE)            },
        { "2 March 2015",        BIT(DATE)            },
        { "19081209",            BIT(DATE)            },
        { "2015-03-02T00:00:00", BIT(DATE)            },
        { "20/09/2008 00:00",    BIT(DATE)            },
        { "12345678",            0                    }, /* no month is the 56th */
        { "1971-06",             0                    },
        { "99/99/1971",          0                    },
        { "1984",                BIT(YEAR)            },
        { "2101",                0                    },
        { "7",                   BIT(DAY) | BIT(MONTH)},
        { "07",                  BIT(DAY) | BIT(MONTH)},
        { "31",                  BIT(DAY)             },
        { "32",                  0                    },
        { "M13 9PL",             BIT(POSTCODE)        },
        { "tq138df",             BIT(POSTCODE)        },
        { "EC1A 1BB",            BIT(POSTCODE)        },
        { "W1A 0AX",             BIT(POSTCODE)        },
        { "DN55 1PT",            BIT(POSTCODE)        },
        { "M13",                 0                    },
        { "ABC1 2DE",            0                    },
        { "M139 9PLX",           0                    },
        { "a@b.org",             BIT(EMAIL)           },
        { "a@b",                 0                    },
        { "@b.org",              0                    },
        { "a b@c.org",           0                    },
        { "a@b@c.org",           0                    },
        { "0161 496 0000",       BIT(PHONE)           },
        { "+44 (0)161 496 0000", BIT(PHONE)           },
        { "0033123456789",       BIT(PHONE)           },
        { "161 496",             0                    },
        { "9434765919",          BIT(NHS_NUMBER)      }, /* NHS Data Dictionary's own example */
        { "943 476 5919",        BIT(NHS_NUMBER)      },
        { "9434765918",          0                    },
        { "F",                   BIT(SEX)             },
        { "Female",              BIT(SEX)             },
        { "fem",                 0                    },
        { "N/A",                 BIT(PLACEHOLDER)     },
        { "Unknown",             BIT(PLACEHOLDER)     },
        { "a b c d e f g h i",   BIT(LONG)            },
        { "Smith",               0                    },
        { "",                    0                    },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const unsigned set = sl_trait_set(sl_str_from(rows[i].text));
        if (set != rows[i].set) {
            print_error("'%s': traits %#x, expected %#x\n", rows[i].text, set, rows[i].set);
        }
        SL_CHECK_U64(set, rows[i].set);
    }
}

/* No byte and no length makes it read where it may not; sanitizers watch. */
static void test_takes_any_bytes(void **state)
{
    char bytes[200];

    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t len = 0; len < sizeof(bytes); len += 1 + len / 4) {
            memset(bytes, (int)byte, sizeof(bytes));
            assert_true(
                sl_trait_set((struct sl_str){ .ptr = bytes, .len = len }) < 1u << SL_TRAIT_COUNT
            );
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sees_what_a_value_looks_like),
        cmocka_unit_test(test_takes_any_bytes),
    };
    return cmocka_run_group_tests_name("link/trait", tests, NULL, NULL);
}
