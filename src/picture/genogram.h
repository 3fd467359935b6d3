/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genogram.h - a child's family by generations, and the people around, ready to be drawn.
 *
 * Who has the same recorded parents hangs from one couple; whoever is tied to the child in another
 * way stands apart, in a panel of their own, with the reason. Nothing is guessed: a tie that no
 * record states is a dashed line, and who is of no recorded sex is a diamond.
 *
 * Source: M. McGoldrick and R. Gerson, "Genograms in Family Assessment", 1985: squares for men,
 *         circles for women, a triangle for the unborn, a double border for the one in question, a
 *         cross for the dead, twins from one point, a household marked.
 * Differs: members of the household are tinted, not encircled, as they need not stand together; a
 *         name stands beside its symbol.
 */
#ifndef SL_PICTURE_GENOGRAM_H
#define SL_PICTURE_GENOGRAM_H

#include "base/buf.h"
#include "picture/picture.h"
#include "picture/svg.h"

/* People drawn as family, and in the panel. How many more there are is said in the drawing. */
#define SL_GENOGRAM_FAMILY_LIMIT 48u
#define SL_GENOGRAM_OTHER_LIMIT  24u
/* How many stated relations away from the child somebody may be. */
#define SL_GENOGRAM_STEP_LIMIT 3u

/* Somebody in the family. */
struct sl_genogram_person {
    size_t person;                 /* of the picture */
    size_t tie;                    /* to the child; NONE: the child, or known through others only */
    size_t family;                 /* in which they are a child; NONE */
    enum sl_svg_shape shape;       /* male, female, neither or not recorded, unborn: as listed */
    struct sl_moment birth, death; /* unknown where no record says, or not legibly */
    bool is_dead;
    bool is_with_child; /* a reason says that they live at the child's address */
    bool is_twin;       /* of somebody in the same family */
};

/*
 * Parents, and the children that records give them. Children stand by birth, those whose birth is
 * not known last, twins together.
 */
struct sl_genogram_family {
    size_t parents[2]; /* of persons; parent_count of them, a mother first */
    size_t parent_count;
    const size_t *children; /* of persons */
    size_t child_count;
};

/* A relation that is not that of a couple and its children: a carer, a brother by one's word. */
struct sl_genogram_line {
    size_t from, to; /* of persons; from stands above where the role is an elder's */
    enum sl_role role;
    size_t record;
};

/* Arrays live in the arena that made it. Invariant: persons[0] is the child. */
struct sl_genogram {
    const struct sl_picture *picture;
    const struct sl_genogram_person *persons;
    const struct sl_genogram_family *families;
    const struct sl_genogram_line *lines;
    const size_t *others; /* ties of the picture: household and network */
    size_t person_count, family_count, line_count, other_count;
    size_t left_out; /* people of the family and the network for whom there was no room */
};

/*
 * Find out who is drawn and how they hang together.
 * Errors: SL_NO_MEMORY. Memory: lives in the arena; the picture is borrowed.
 */
SL_NODISCARD enum sl_status sl_genogram_make(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_genogram *ret_genogram,
    struct sl_error *err
);

/* How somebody is drawn who is not in the family. */
enum sl_svg_shape sl_genogram_shape_of(const struct sl_picture_person *person);

/* Is the role that of a generation before: mother ... adopter, but a grandparent's is two? */
bool sl_genogram_is_elder(enum sl_role role);

/*
 * Append the graph in the DOT language, for other programs. Each line has the numbers of its
 * records as its tooltip. Labels are quoted: no text of a record can become DOT. The same genogram
 * gives the same bytes. Errors: those that stick to buf.
 */
void sl_genogram_dot(const struct sl_genogram *genogram, struct sl_buf *buf);

#endif
