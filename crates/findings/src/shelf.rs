use std::sync::Arc;

/// How many things stand on one board, and how many boards in one bay: small, because replacing one thing touches all of these.
const WIDTH: usize = 8;

type Board<T> = Arc<[T]>;

/// A list of which one element can be replaced without copying the others: the list before stays as it was and shares with the
/// new one every board that was not touched.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<T> {
    bays: Vec<Arc<[Board<T>]>>,
}

impl<T: Clone> Shelf<T> {
    #[inline]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.bays.get(at / (WIDTH * WIDTH))?.get(at / WIDTH % WIDTH)?.get(at % WIDTH)
    }

    /// The same list with another element at that place; a place beyond the end changes nothing.
    pub fn with(&self, at: usize, element: T) -> Self {
        let replaced = self.bays.get(at / (WIDTH * WIDTH)).and_then(|bay| {
            let board = bay.get(at / WIDTH % WIDTH)?;
            let board = replaced(board, at % WIDTH, element);
            Some(replaced_in(bay, at / WIDTH % WIDTH, board))
        });
        let Some(bay) = replaced else { return self.clone() };
        let bays = self.bays.iter().enumerate();
        Shelf { bays: bays.map(|(n, old)| Arc::clone(if n == at / (WIDTH * WIDTH) { &bay } else { old })).collect() }
    }
}

fn replaced<T: Clone>(board: &[T], at: usize, element: T) -> Board<T> {
    board.iter().enumerate().map(|(n, old)| if n == at { element.clone() } else { old.clone() }).collect()
}

fn replaced_in<T>(bay: &[Board<T>], at: usize, board: Board<T>) -> Arc<[Board<T>]> {
    bay.iter().enumerate().map(|(n, old)| Arc::clone(if n == at { &board } else { old })).collect()
}

impl<T: Clone> FromIterator<T> for Shelf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let all: Vec<T> = elements.into_iter().collect();
        let boards: Vec<Board<T>> = all.chunks(WIDTH).map(Arc::from).collect();
        Shelf { bays: boards.chunks(WIDTH).map(Arc::from).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_element_changes_in_the_new_list_and_nothing_in_the_old() {
        let old: Shelf<usize> = (0..1000).collect();
        for at in [0, 7, 8, 63, 64, 511, 999] {
            let new = old.with(at, 5000);
            assert!((0..1000).all(|n| old.get(n) == Some(&n)));
            assert!((0..1000).all(|n| new.get(n) == Some(&if n == at { 5000 } else { n })));
            let same = old.bays.iter().zip(&new.bays).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
            assert_eq!(same, old.bays.len() - 1, "only one bay is another");
        }
        assert_eq!((old.get(1000), old.with(1000, 1).get(1000)), (None, None));
    }
}
