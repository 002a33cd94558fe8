use std::sync::Arc;

/// How many things stand on one board.
const BOARD: usize = 16;

/// A list of which one element can be replaced without copying the others: the list before stays as it was and shares with the
/// new one every board that was not touched.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<T> {
    boards: Vec<Arc<[T]>>,
}

impl<T: Clone> Shelf<T> {
    pub fn get(&self, at: usize) -> Option<&T> {
        self.boards.get(at / BOARD)?.get(at % BOARD)
    }

    /// The same list with another element at that place; a place beyond the end changes nothing.
    pub fn with(&self, at: usize, element: T) -> Self {
        let mut boards = self.boards.clone();
        if let Some(board) = boards.get_mut(at / BOARD) {
            let changed = |(place, old): (usize, &T)| if place == at % BOARD { element.clone() } else { old.clone() };
            *board = board.iter().enumerate().map(changed).collect();
        }
        Shelf { boards }
    }
}

impl<T: Clone> FromIterator<T> for Shelf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let all: Vec<T> = elements.into_iter().collect();
        Shelf { boards: all.chunks(BOARD).map(Arc::from).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_element_changes_in_the_new_list_and_nothing_in_the_old() {
        let old: Shelf<usize> = (0..100).collect();
        let new = old.with(37, 1000);
        assert!((0..100).all(|n| old.get(n) == Some(&n)));
        assert!((0..100).all(|n| new.get(n) == Some(&if n == 37 { 1000 } else { n })));
        assert_eq!((old.get(100), new.with(100, 1).get(100)), (None, None));
        let shared = old.boards.iter().zip(&new.boards).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, old.boards.len() - 1);
    }
}
