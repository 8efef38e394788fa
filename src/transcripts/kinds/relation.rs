//! Words for people who are on no roster.

/// People whom somebody speaks of by what they are to them.
pub(super) const RELATIONS: &str = "patient client wife husband partner fiance fiancee girlfriend boyfriend mother father mom mum dad \
    parents son daughter brother sister twin stepmother stepfather stepson stepdaughter nephew niece grandmother grandfather grandma \
    grandpa grandson granddaughter aunt uncle cousin neighbor neighbour landlord roommate nanny chairman \
    kid grandchild grandkid stepchild granddad granny godson goddaughter widow widower boss coworker student pupil";
