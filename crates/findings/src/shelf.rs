use std::sync::Arc;

/// How many times as much as is used may stand in the row before a new one is begun: often enough that nothing piles up, seldom
/// enough that a hundred replacements hardly ever wait for it.
const PILE: usize = 4;

/// A list of which one element can be replaced at little cost: the list before stays as it was for whoever reads it.
///
/// What was ever put in stands in one growing row that all lists made from each other share; a list itself is only the places of its
/// elements there. Replacing one copies the places, which are small numbers, and counts no references. When more stands in
/// the row than is used, the next list begins a new one.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<T> {
    row: Arc<boxcar::Vec<T>>,
    places: Arc<[u32]>,
}

impl<T: Clone> Shelf<T> {
    #[inline]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.row.get(*self.places.get(at)? as usize)
    }

    /// The same list with another element at that place; a place beyond the end changes nothing.
    pub fn with(&self, at: usize, element: T) -> Self {
        if at >= self.places.len() {
            return self.clone();
        }
        if self.row.count() > PILE * self.places.len() + 32 {
            let all = (0..self.places.len()).filter_map(|n| if n == at { Some(&element) } else { self.get(n) });
            return all.cloned().collect();
        }
        let place = u32::try_from(self.row.push(element)).unwrap_or(u32::MAX);
        let places = self.places.iter().enumerate().map(|(n, old)| if n == at { place } else { *old }).collect();
        Shelf { row: Arc::clone(&self.row), places }
    }
}

impl<T: Clone> FromIterator<T> for Shelf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let row: boxcar::Vec<T> = elements.into_iter().collect();
        let places = (0u32..).take(row.count()).collect::<Vec<u32>>().into();
        Shelf { row: Arc::new(row), places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_element_changes_in_the_new_list_and_nothing_in_the_old() {
        let old: Shelf<usize> = (0..1000).collect();
        for at in [0, 31, 32, 511, 999] {
            let new = old.with(at, 5000);
            assert!((0..1000).all(|n| old.get(n) == Some(&n)));
            assert!((0..1000).all(|n| new.get(n) == Some(&if n == at { 5000 } else { n })));
        }
        assert_eq!((old.get(1000), old.with(1000, 1).get(1000)), (None, None));
    }

    #[test]
    fn what_is_replaced_again_and_again_does_not_pile_up() {
        let mut list: Shelf<usize> = (0..50).collect();
        let mut plain: Vec<usize> = (0..50).collect();
        for n in 0..10_000 {
            list = list.with(n * 7 % 50, n);
            plain[n * 7 % 50] = n;
            assert!(list.row.count() <= PILE * 50 + 33);
        }
        assert!((0..50).all(|n| list.get(n) == plain.get(n)));
    }

    #[test]
    fn two_lists_made_from_the_same_do_not_see_each_other() {
        let old: Shelf<usize> = (0..10).collect();
        let (one, other) = (old.with(3, 100), old.with(3, 200));
        assert_eq!((old.get(3), one.get(3), other.get(3)), (Some(&3), Some(&100), Some(&200)));
    }
}
