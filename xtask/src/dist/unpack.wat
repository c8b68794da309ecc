;; Puts a wasm together that pack.rs took apart, in this one's memory: from 0 on it stands in the end,
;; with all but its functions there from the start. What stands in braces pack.rs fills in.
(module
  (memory (export "m") {PAGES})

  ;; Gives the length of what stands there.
  (func (export "u") (result i32)
    ;; Where it is read, and where written.
    (local $at i32) (local $to i32)
    (local $function i32)
    (local $kind i32) (local $count i32)
    ;; Where a row's place is kept, and that place.
    (local $row i32) (local $from i32)

    ;; Where each kind stands, by number.
    (local.set $kind (i32.const {KINDS}))
    (local.set $at (i32.const {NUMBERED}))
    (loop $kinds
      (i32.store (local.get $at) (local.get $kind))
      (local.set $count (i32.load8_u (local.get $kind)))
      (local.set $kind
        (i32.add
          (i32.add (local.get $kind) (i32.const 1))
          (i32.add (i32.and (local.get $count) (i32.const 15)) (i32.shr_u (local.get $count) (i32.const 4)))))
      (br_if $kinds
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const {NUMBERED_END}))))

    (local.set $at (i32.const {INSTRUCTIONS}))
    (local.set $function (i32.const {START}))
    (local.set $to (i32.const {BODY}))
    (loop $instructions
      (local.set $kind
        (i32.load offset={NUMBERED} (i32.shl (i32.load8_u (local.get $at)) (i32.const 2))))

      ;; The bytes of its kind, which begin behind two counts of four bits.
      (local.set $count (i32.and (i32.load8_u (local.get $kind)) (i32.const 15)))
      (local.set $row (i32.shr_u (i32.load8_u (local.get $kind)) (i32.const 4)))
      (block $no_bytes
        (loop $bytes
          (br_if $no_bytes (i32.eqz (local.get $count)))
          (local.set $kind (i32.add (local.get $kind) (i32.const 1)))
          (i32.store8 (local.get $to) (i32.load8_u (local.get $kind)))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $bytes)))

      ;; Then a number from each of the rows that it names.
      (local.set $count (local.get $row))
      (block $no_operands
        (loop $operands
          (br_if $no_operands (i32.eqz (local.get $count)))
          (local.set $kind (i32.add (local.get $kind) (i32.const 1)))
          (local.set $row (i32.load8_u (local.get $kind)))
          (local.set $from (i32.load offset={PLACES} (local.get $row)))
          (loop $number
            (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (br_if $number
              (i32.ge_u (i32.load8_u (i32.sub (local.get $from) (i32.const 1))) (i32.const 128))))
          (i32.store offset={PLACES} (local.get $row) (local.get $from))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $operands)))

      ;; After a function's last its size stands before it, in three bytes.
      (if (i32.eq (i32.load8_u (local.get $at)) (i32.const {LAST}))
        (then
          (local.set $count (i32.sub (i32.sub (local.get $to) (local.get $function)) (i32.const 3)))
          (i32.store8 (local.get $function) (i32.or (local.get $count) (i32.const 128)))
          (i32.store8 offset=1
            (local.get $function)
            (i32.or (i32.shr_u (local.get $count) (i32.const 7)) (i32.const 128)))
          (i32.store8 offset=2 (local.get $function) (i32.shr_u (local.get $count) (i32.const 14)))
          (local.set $function (local.get $to))
          (local.set $to (i32.add (local.get $to) (i32.const 3)))))
      (br_if $instructions
        (i32.lt_u
          (local.tee $at (i32.add (local.get $at) (i32.const 1)))
          (i32.const {END}))))
    (i32.const {SIZE}))

{DATA})
